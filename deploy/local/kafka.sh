#!/usr/bin/env bash
# A real Apache Kafka of one node (KRaft) from its Maven artifact. Needs Java 17 and Maven.
#   kafka.sh prepare | start | stop | status | uri | crash | wipe
# stdout of start and uri is the one line ML_KAFKA_BROKERS=...; everything else goes to stderr. Settings: settings.sh.
set -euo pipefail
[ "${ML_STACK_KIND:-}" != compose ] || exec "$(dirname "$0")/container.sh" kafka "$@"
umask 022
STACK_PART=kafka
. "$(dirname "$0")/settings.sh"
VERSION=4.1.1
LIBS=$STACK_CACHE/kafka-$VERSION
DATA=$STACK_DATA/kafka
CONFIG=$DATA/server.properties
# A second way in by TLS and a password, two ports above: for trying these out, with what stands in secure/.
SECURE=$DATA/secure

uri() { echo "ML_KAFKA_BROKERS=127.0.0.1:$KAFKA_PORT"; }

prepare() {
  need java "Kafka needs Java 17 or newer, and there is no java on the PATH."
  [ -f "$LIBS/ready" ] && return
  need mvn "Kafka is fetched by Maven, and there is no mvn on the PATH."
  mkdir -p "$LIBS"; exec 9>"$LIBS/lock"; flock 9
  [ -f "$LIBS/ready" ] && return
  say "fetching Kafka $VERSION"
  cat >"$LIBS/pom.xml" <<POM
<project><modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>kafka</artifactId><version>1</version>
<dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$VERSION</version></dependency>
<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
</dependencies></project>
POM
  mvn -q -B -f "$LIBS/pom.xml" dependency:copy-dependencies -DoutputDirectory="$LIBS" -DincludeScope=runtime >&2 ||
    die "Maven could not fetch Kafka $VERSION."
  touch "$LIBS/ready"; exec 9>&-
}

# An authority of our own, a certificate for this machine, and a password; PEM as Kafka and the product read it.
make_secrets() {
  [ -f "$SECURE/ready" ] && return
  mkdir -p "$SECURE"; chmod 700 "$SECURE"
  (
    cd "$SECURE"
    head -c 18 /dev/urandom | base64 | tr '+/' '-_' >password
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=ml-connector-stack -keyout ca.key -out ca.pem
    openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >names
    openssl x509 -req -days 3650 -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile names -out server.crt
    cat server.key server.crt >server.pem
  ) 2>"$DATA/secure.log" || die "openssl could not make the certificates; see $DATA/secure.log"
  touch "$SECURE/ready"
}

configure() {
  local secure=; if command -v openssl >/dev/null; then make_secrets; secure=,SECURE://127.0.0.1:$((KAFKA_PORT + 2)); fi
  cat >"$CONFIG" <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$((KAFKA_PORT + 1))
listeners=PLAINTEXT://127.0.0.1:$KAFKA_PORT,CONTROLLER://127.0.0.1:$((KAFKA_PORT + 1))$secure
advertised.listeners=PLAINTEXT://127.0.0.1:$KAFKA_PORT$secure
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL
log.dirs=$DATA/log
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
# A killed broker may come back at once: its controller believes it alive for so long.
broker.session.timeout.ms=1000
broker.heartbeat.interval.ms=250
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
log.segment.delete.delay.ms=1000
num.network.threads=2
num.io.threads=4
PROPERTIES
  [ -z "$secure" ] || cat >>"$CONFIG" <<PROPERTIES
listener.name.secure.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.secure.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_ml="$(cat "$SECURE/password")";
listener.name.secure.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.secure.ssl.keystore.type=PEM
listener.name.secure.ssl.keystore.location=$SECURE/server.pem
PROPERTIES
}

# A killed Kafka leaves its id behind: only a process with our configuration is ours.
running() {
  local process; process=$(cat "$DATA/pid" 2>/dev/null) && [ -n "$process" ] || return 1
  tr '\0' ' ' <"/proc/$process/cmdline" 2>/dev/null | grep -qF "kafka.Kafka $CONFIG" && echo "$process"
}

format() {
  local id; id=$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=')
  local scram=(); [ ! -f "$SECURE/ready" ] || scram=(--add-scram "SCRAM-SHA-512=[name=ml,password=$(cat "$SECURE/password")]")
  java -cp "$LIBS/*" kafka.tools.StorageTool format -t "$id" -c "$CONFIG" "${scram[@]}" >"$DATA/format.log" 2>&1 ||
    die "Kafka could not make its data folder; see $DATA/format.log"
}

start() {
  if running >/dev/null; then say "already running"; uri; return; fi
  listening "$KAFKA_PORT" && die "Port $KAFKA_PORT is in use by another process; set ML_STACK_KAFKA_PORT."
  prepare; mkdir -p "$DATA"; configure
  [ -f "$DATA/log/meta.properties" ] || format
  setsid java -Xms128m -Xmx512m -XX:TieredStopAtLevel=1 -cp "$LIBS/*" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
    kafka.Kafka "$CONFIG" >>"$DATA/kafka.log" 2>&1 </dev/null &
  echo $! >"$DATA/pid"
  await 60 $! listening "$KAFKA_PORT" || die "Kafka did not start; see $DATA/kafka.log"
  say "process $(cat "$DATA/pid"), data $DATA"; uri
}

stop() { end_process kafka TERM 30 running; rm -f "$DATA/pid"; say stopped; }

crash() {
  local process; process=$(running) || die "not running"
  kill -KILL "$process"; until_silent "$KAFKA_PORT"; say "killed $process"
}

status() {
  local process; process=$(running) || process=
  say "${process:-down}, port $KAFKA_PORT, data $DATA, cache $LIBS"; [ -n "$process" ]
}

wipe() { stop; rm -rf "$DATA"; }

case ${1:-} in prepare | start | stop | status | uri | crash | wipe) "$1" ;; *) sed -n '2,4p' "$0" >&2; exit 2 ;; esac
