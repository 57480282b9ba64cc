#!/usr/bin/env bash
# A real database that speaks MongoDB's protocol: FerretDB on PostgreSQL with DocumentDB, durable (fsync on).
#   mongodb.sh prepare | start | stop | status | uri | crash | wipe
# stdout of start and uri is the one line ML_MONGODB_URI=...; everything else goes to stderr. Settings: settings.sh.
set -euo pipefail
[ "${ML_STACK_KIND:-}" != compose ] || exec "$(dirname "$0")/container.sh" mongodb "$@"
umask 022
STACK_PART=mongodb
. "$(dirname "$0")/settings.sh"
. "$(dirname "$0")/mongodb-runtime.sh"
DATA=$STACK_DATA/mongodb
POOL=50
SOCKET=$DATA/s
# A socket's path has at most 107 bytes.
[ ${#SOCKET} -le 80 ] || SOCKET=/tmp/ml-s-$(printf %s "$DATA" | cksum | cut -d' ' -f1)

uri() { echo "ML_MONGODB_URI=mongodb://127.0.0.1:$MONGODB_PORT/"; }

# $1: a file with a process id in its first line; $2: the program that it must be. Prints the id.
process_of() {
  local process; process=$(head -n1 "$1" 2>/dev/null) && [ -n "$process" ] || return 1
  case $(readlink "/proc/$process/exe" 2>/dev/null) in "$2" | "$2 (deleted)") echo "$process" ;; *) return 1 ;; esac
}
postgres_process() { process_of "$DATA/pg/postmaster.pid" "$BIN/postgres"; }
ferretdb_process() { process_of "$DATA/ferretdb.pid" "$FERRETDB"; }
is_up() { postgres_process >/dev/null && ferretdb_process >/dev/null && listening "$MONGODB_PORT"; }

# PostgreSQL refuses to run as root: then it runs as nobody, or as root that a user namespace shows as nobody.
AS_USER=()
choose_user() {
  [ "$(id -u)" = 0 ] || return 0
  chown nobody:nogroup "$DATA"
  AS_USER=(setpriv --reuid=nobody --regid=nogroup --clear-groups); works_as_user && return
  chown root:root "$DATA"
  AS_USER=(unshare --user --map-user=65534 --map-group=65534); works_as_user && return
  die "The user nobody cannot reach $STACK_CACHE and $STACK_DATA, and there are no user namespaces; set ML_STACK_CACHE and ML_STACK_DATA."
}
works_as_user() { "${AS_USER[@]}" "$BIN/postgres" --version >/dev/null 2>&1 && "${AS_USER[@]}" test -w "$DATA"; }
as_user() { "${AS_USER[@]}" "$@"; }

sql() { "$BIN/psql" -X -q -v ON_ERROR_STOP=1 -h "$SOCKET" -U postgres -d postgres "$@"; }
answers() { sql -c 'select 1' >/dev/null 2>&1; }

make_data() {
  rm -rf "$DATA/pg"
  (cd "$DATA" && LC_ALL=C as_user "$BIN/initdb" -D "$DATA/pg" -U postgres -A trust --locale=C --encoding=UTF8 --no-instructions) \
    >"$DATA/initdb.log" 2>&1 || die "PostgreSQL could not make its data folder; see $DATA/initdb.log"
  echo "include_if_exists '$DATA/local.conf'" | as_user tee -a "$DATA/pg/postgresql.conf" >/dev/null
}

configure() {
  cat >"$DATA/local.conf" <<CONF
listen_addresses=''
unix_socket_directories='$SOCKET'
unix_socket_permissions=0700
shared_preload_libraries='pg_cron,pg_documentdb_core,pg_documentdb'
cron.database_name='postgres'
cron.use_background_workers=on
cron.log_run=off
cron.log_statement=off
# DocumentDB connects back to its own server.
documentdb.localhost_connection_string='host=$SOCKET'
log_min_messages=error
max_connections=$((POOL + 40))
max_worker_processes=24
shared_buffers=128MB
max_wal_size=512MB
jit=off
# Unique indexes are exclusion constraints: two writers of one key wait for each other this long.
deadlock_timeout=10ms
CONF
  chmod a+r "$DATA/local.conf"
}

start_postgres() {
  [ -f "$DATA/pg/PG_VERSION" ] || make_data
  configure
  PROJ_DATA=$RUNTIME/usr/share/proj setsid "${AS_USER[@]}" "$BIN/postgres" -D "$DATA/pg" >>"$DATA/postgres.log" 2>&1 </dev/null 8>&- &
  await 60 $! answers || die "PostgreSQL did not start; see $DATA/postgres.log"
  sql -c 'set client_min_messages=error' -c 'create extension if not exists documentdb cascade' >&2 ||
    die "PostgreSQL did not take the DocumentDB extension; see $DATA/postgres.log"
}

start_ferretdb() {
  as_user mkdir -p "$DATA/ferretdb"
  setsid "${AS_USER[@]}" "$FERRETDB" --postgresql-url="postgres://postgres@/postgres?host=$SOCKET&pool_max_conns=$POOL" \
    --listen-addr="127.0.0.1:$MONGODB_PORT" --debug-addr=- --no-auth --state-dir="$DATA/ferretdb" --telemetry=disable \
    --log-level=ERROR >>"$DATA/ferretdb.log" 2>&1 </dev/null 8>&- &
  echo $! >"$DATA/ferretdb.pid"
  await 20 $! listening "$MONGODB_PORT" || die "FerretDB did not start; see $DATA/ferretdb.log"
}

start() {
  if is_up; then say "already running"; uri; return; fi
  if listening "$MONGODB_PORT" && ! ferretdb_process >/dev/null; then
    die "Port $MONGODB_PORT is in use by another process; set ML_STACK_MONGODB_PORT."
  fi
  prepare; mkdir -p "$DATA"; exec 8>"$DATA/lock"; flock 8
  choose_user; as_user mkdir -m 700 -p "$SOCKET"
  postgres_process >/dev/null || start_postgres
  ferretdb_process >/dev/null || start_ferretdb
  exec 8>&-
  say "processes $(postgres_process) and $(ferretdb_process), data $DATA"; uri
}

stop() {
  end_process ferretdb TERM 3 ferretdb_process
  end_process postgres INT 20 postgres_process
  until_silent "$MONGODB_PORT"
  rm -f "$DATA/ferretdb.pid"; say stopped
}

# Kills everything at once: what was acknowledged must be there after the next start.
crash() {
  local ferretdb postgres children
  postgres=$(postgres_process) || die "not running"
  ferretdb=$(ferretdb_process) || ferretdb=
  children=$(cat "/proc/$postgres/task/$postgres/children" 2>/dev/null || true)
  # shellcheck disable=SC2086
  kill -KILL $postgres $children $ferretdb 2>/dev/null || true
  until_silent "$MONGODB_PORT"
  local process
  for process in $postgres $children; do while [ -n "$(readlink "/proc/$process/exe" 2>/dev/null)" ]; do sleep 0.1; done; done
  # A dead process keeps its number until somebody has taken note: PostgreSQL would think that it lives.
  rm -f "$DATA/pg/postmaster.pid" "$SOCKET"/.s.PGSQL.*.lock
  say "killed $postgres $ferretdb and $(wc -w <<<"$children") children"
}

status() {
  local state=up; is_up || state=down
  say "$state, port $MONGODB_PORT, data $DATA, cache $STACK_CACHE"; [ $state = up ]
}

wipe() { stop; rm -rf "$DATA" "$SOCKET"; }

case ${1:-} in prepare | start | stop | status | uri | crash | wipe) "$1" ;; *) sed -n '2,4p' "$0" >&2; exit 2 ;; esac
