#!/usr/bin/env bash
# Builds the image of deploy/Dockerfile and starts it as Kubernetes would: another user id, a read-only root, no
# capability. Needs podman, buildah and runc; root. Prints one line a check.
#   prove-image.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); . "$here/settings.sh"; cd "$here/../.."
export STORAGE_DRIVER=${STORAGE_DRIVER:-vfs}
for program in podman buildah runc; do need "$program" "The image is proven by $program: apt-get install $program."; done
base=$(sed -n 's/^ARG BASE_IMAGE=//p' deploy/Dockerfile); image=localhost/ml-connector:proof; container=; data=
"$here/base-image.sh" "$base"
say "building the image"
cas=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}
buildah bud -q --isolation chroot --pull=never --network host -f deploy/Dockerfile -t "$image" \
  -v "$cas:/authorities.pem:ro" --build-arg NODE_EXTRA_CA_CERTS=/authorities.pem \
  --build-arg "npm_config_registry=$(npm config get registry)" \
  --build-arg "REVISION=$(git rev-parse HEAD)" . >/dev/null

failures=0
check() { if [ "$1" = 0 ]; then echo "ok   $2"; else echo "FAIL $2"; failures=$((failures + 1)); fi; }
holds() { local what=$1 rc=0; shift; "$@" >/dev/null 2>&1 || rc=$?; check "$rc" "$what"; }
inspect() { podman image inspect --format "$1" "$image"; }

holds "runs as no root" test "$(inspect '{{.Config.User}}')" = 10001:10001
holds "names its licence and its revision" test "$(inspect '{{index .Config.Labels "org.opencontainers.image.revision"}}')" = "$(git rev-parse HEAD)"
size=$(($(inspect '{{.Size}}') / 1000000)); base_size=$(($(podman image inspect --format '{{.Size}}' "$base") / 1000000))
echo "     $size MB, of which the base has $base_size MB"
holds "adds less than 200 MB to its base" test $((size - base_size)) -lt 200

run() { podman --runtime runc run --network=host --ulimit nofile=4096:4096 --ulimit nproc=2000:2000 --read-only --tmpfs /tmp --cap-drop=ALL --security-opt=no-new-privileges "$@"; }
contents=$(run --rm --entrypoint node "$image" -e "
  const { readdirSync } = require('node:fs');
  const walk = (at) => readdirSync(at, { withFileTypes: true }).flatMap((one) => one.isDirectory() ? walk(at + '/' + one.name) : [at + '/' + one.name]);
  console.log(walk('/app').join('\n'));")
! grep -qE '^/app/(libs|services)/[^/]+/(src|dist/.*\.spec\.)|/vitest/|/typescript/|^/app/test/' <<<"$contents" || { echo "FAIL holds sources, tests or tools"; failures=$((failures + 1)); }
grep -q '^/app/services/gateway/dist/main.js$' <<<"$contents"; check $? "holds every service"

data=$(mktemp -d); chmod 0777 "$data"; port=$((20000 + RANDOM % 20000))
trap '[ -z "$container" ] || podman rm -f -t 1 "$container" >/dev/null 2>&1; rm -rf "$data"' EXIT
container=$(run -d --user 123456:0 -v "$data:/data" -e ML_PORT=$port -e ML_ADMIN_PORT=$((port + 1)) -e ML_PUBLIC_URL=http://localhost:$port "$image")
ready() { for _ in $(seq 240); do [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$((port + 1))/health/ready")" = 200 ] && return; sleep 0.5; done; podman logs "$container" >&2; return 1; }
holds "gets ready under a user id that it does not know, on a read-only root" ready
holds "answers the Web Connector" test "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/qbwc?wsdl")" = 200
holds "keeps probes and figures off its public port" test "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/metrics")" = 404
podman stop -t 30 "$container" >/dev/null
holds "drains and ends with 0 when told to" test "$(podman inspect --format '{{.State.ExitCode}}' "$container")" = 0
distributed=$(run --rm -e ML_MODE=distributed "$image" services/gateway/dist/main.js 2>&1 || true)
holds "tells a service without its settings what is missing" grep -q ML_MONGODB_URI <<<"$distributed"
echo; [ "$failures" = 0 ] && echo "The image holds." || { echo "$failures checks failed."; exit 1; }
