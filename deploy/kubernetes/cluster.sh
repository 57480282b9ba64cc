#!/usr/bin/env bash
# A real control plane without containers: etcd, kube-apiserver, controller manager, scheduler, and kwok for two nodes whose
# pods get ready without running. All on 127.0.0.1, by process id. Proves that a chart is accepted and reconciled; never
# that an image runs (that is prove-image.sh).
#   cluster.sh up | down       up prints the path of a kubeconfig
# ML_KUBERNETES_DATA (default ${TMPDIR:-/tmp}/ml-connector-kubernetes), ML_KUBERNETES_PORT and the five after it (26400)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); . "$here/settings.sh"
data=$(realpath -m "${ML_KUBERNETES_DATA:-${TMPDIR:-/tmp}/ml-connector-kubernetes}"); port=${ML_KUBERNETES_PORT:-26400}
api=$((port + 2))

down() { # clients first: the API server hangs at its end when etcd goes before it
  local name process
  for name in kwok scheduler controllers apiserver etcd; do
    process=$(cat "$data/pid/$name" 2>/dev/null) && kill "$process" 2>/dev/null || continue
    for _ in $(seq 100); do kill -0 "$process" 2>/dev/null || break; sleep 0.1; done
    kill -9 "$process" 2>/dev/null || true
  done
  rm -rf "$data/pid"
}

start() { local name=$1; shift; "$@" >"$data/log/$name.log" 2>&1 </dev/null & echo $! >"$data/pid/$name"; }

certificate() { # $1: name; $2: subject; $3: extension
  openssl ecparam -genkey -name prime256v1 -noout -out "$1.key"
  openssl req -new -key "$1.key" -subj "$2" -out "$1.csr" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile <(printf '%s' "$3") -out "$1.crt" 2>/dev/null
}

kubeconfig() {
  cat >"$data/$1.kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: proof, cluster: {server: "https://127.0.0.1:$api", certificate-authority: "$data/pki/ca.crt"}}]
users: [{name: $1, user: {client-certificate: "$data/pki/$1.crt", client-key: "$data/pki/$1.key"}}]
contexts: [{name: proof, context: {cluster: proof, user: $1}}]
current-context: proof
YAML
  chmod 600 "$data/$1.kubeconfig"
}

identities() {
  cd "$data/pki"
  openssl ecparam -genkey -name prime256v1 -noout -out ca.key
  openssl req -x509 -new -key ca.key -days 2 -subj /CN=proof -out ca.crt 2>/dev/null
  certificate apiserver /CN=kube-apiserver "subjectAltName=IP:127.0.0.1,IP:10.96.0.1,DNS:localhost"
  certificate admin /O=system:masters/CN=admin extendedKeyUsage=clientAuth
  certificate controllers /CN=system:kube-controller-manager extendedKeyUsage=clientAuth
  certificate scheduler /CN=system:kube-scheduler extendedKeyUsage=clientAuth
  certificate kwok /O=system:masters/CN=kwok extendedKeyUsage=clientAuth
  openssl genrsa -out accounts.key 2048 2>/dev/null; openssl rsa -in accounts.key -pubout -out accounts.pub 2>/dev/null
  for user in admin controllers scheduler kwok; do kubeconfig "$user"; done
}

up() {
  down; rm -rf "$data"; mkdir -p "$data/pki" "$data/log" "$data/pid"; identities
  local pki=$data/pki kubectl=("$BIN/kubectl" --kubeconfig "$data/admin.kubeconfig") node
  start etcd "$BIN/etcd" --data-dir "$data/etcd" --listen-client-urls "http://127.0.0.1:$port" --advertise-client-urls "http://127.0.0.1:$port" \
    --listen-peer-urls "http://127.0.0.1:$((port + 1))" --initial-advertise-peer-urls "http://127.0.0.1:$((port + 1))" \
    --initial-cluster "default=http://127.0.0.1:$((port + 1))" --unsafe-no-fsync
  start apiserver "$BIN/kube-apiserver" --etcd-servers="http://127.0.0.1:$port" --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --secure-port="$api" \
    --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" --client-ca-file="$pki/ca.crt" --authorization-mode=Node,RBAC \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$pki/accounts.pub" --service-account-signing-key-file="$pki/accounts.key" \
    --service-cluster-ip-range=10.96.0.0/16 --endpoint-reconciler-type=none --allow-privileged=true --anonymous-auth=false
  for _ in $(seq 480); do
    [ "$("${kubectl[@]}" get --raw /readyz 2>/dev/null)" != ok ] || break
    kill -0 "$(cat "$data/pid/apiserver")" 2>/dev/null || die "kube-apiserver ended; see $data/log/apiserver.log"
    sleep 0.25
  done
  start controllers "$BIN/kube-controller-manager" --kubeconfig="$data/controllers.kubeconfig" --bind-address=127.0.0.1 --secure-port=$((port + 3)) --leader-elect=false \
    --service-account-private-key-file="$pki/accounts.key" --root-ca-file="$pki/ca.crt" --use-service-account-credentials=false \
    --controllers='*,-nodeipam,-cloud-node-lifecycle' --authentication-skip-lookup
  start scheduler "$BIN/kube-scheduler" --kubeconfig="$data/scheduler.kubeconfig" --bind-address=127.0.0.1 --secure-port=$((port + 4)) --leader-elect=false --authentication-skip-lookup
  start kwok "$BIN/kwok" --kubeconfig="$data/kwok.kubeconfig" --manage-all-nodes=true --config="$here/kwok-stages.yaml" --server-address="127.0.0.1:$((port + 5))" --node-lease-duration-seconds=40
  "${kubectl[@]}" create clusterrolebinding proof-controllers --clusterrole=cluster-admin --user=system:kube-controller-manager >/dev/null
  for node in 0 1; do
    "${kubectl[@]}" apply -f - >/dev/null <<YAML
apiVersion: v1
kind: Node
metadata:
  name: node-$node
  annotations: {kwok.x-k8s.io/node: fake}
  labels: {kubernetes.io/hostname: node-$node, kubernetes.io/os: linux, kubernetes.io/arch: amd64, topology.kubernetes.io/zone: zone-$node}
status:
  allocatable: {cpu: "16", memory: 32Gi, pods: "110"}
  capacity: {cpu: "16", memory: 32Gi, pods: "110"}
YAML
  done
  for _ in $(seq 240); do "${kubectl[@]}" -n default get serviceaccount default >/dev/null 2>&1 && break; sleep 0.25; done
  "${kubectl[@]}" wait --for=condition=Ready node/node-0 node/node-1 --timeout=60s >/dev/null
  echo "$data/admin.kubeconfig"
}

case ${1:-} in up | down) "$1" ;; *) sed -n '2,6p' "$0" >&2; exit 2 ;; esac
