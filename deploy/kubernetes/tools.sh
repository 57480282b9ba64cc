#!/usr/bin/env bash
# Builds what proves the chart and the telemetry, each once: a program is built anew only when what stamp_of reads changed.
#   tools.sh NAME...   of: helm kubeconform kwok kubernetes crds promtool collector; prints the folder of the programs
# Go takes minutes for helm and for Kubernetes when its caches are empty, seconds afterwards.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/settings.sh"
export GOTOOLCHAIN=${GOTOOLCHAIN:-local} CGO_ENABLED=0 GOFLAGS="${GOFLAGS:-} -buildvcs=false -mod=readonly"
mkdir -p "$BIN"

# $1: folder of modules/. Changes with everything that is pinned there, with a program of our own, and with the settings.
stamp_of() {
  local own=("$here/modules/$1"/main.go); [ -f "${own[0]}" ] || own=()
  cat "$here/modules/$1"/go.* "${own[@]}" "$here/settings.sh" | sha256sum | cut -c1-16
}
is_built() { [ "$(cat "$BIN/.$1" 2>/dev/null)" = "$(stamp_of "${2:-$1}")" ]; }
built() { stamp_of "${2:-$1}" >"$BIN/.$1"; }

# $1: module folder; $2: package; $3: program; $4: linker flags.
build() {
  need go "The proofs of the chart need Go 1.26 or newer, and there is no go on the PATH."
  say "building $3"
  (cd "$here/modules/$1" && go build -trimpath -ldflags "-s -w ${4:-}" -o "$BIN/$3.new" "$2") || die "$3 could not be built."
  mv "$BIN/$3.new" "$BIN/$3"
}

version_of() { sed -n "s|^.*[[:space:]]*$2 \(v[^ ]*\).*|\1|p" "$here/modules/$1/go.mod" | head -1; }

helm() { build helm helm.sh/helm/v4/cmd/helm helm "-X helm.sh/helm/v4/internal/version.version=$(version_of helm helm.sh/helm/v4)"; }
kubeconform() { build kubeconform github.com/yannh/kubeconform/cmd/kubeconform kubeconform; }
# OTLP in, OTLP out: modules/collector/main.go.
collector() { build collector . collector; }
kwok() { build kwok sigs.k8s.io/kwok/cmd/kwok kwok; }

kubernetes() {
  local program flags= package
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    flags+=" -X $package.gitVersion=v$KUBERNETES_VERSION -X $package.gitMajor=${KUBERNETES_VERSION%%.*} -X $package.gitMinor=$(cut -d. -f2 <<<"$KUBERNETES_VERSION")"
  done
  build kubernetes go.etcd.io/etcd/server/v3 etcd
  for program in kubectl kube-scheduler kube-controller-manager kube-apiserver; do
    build kubernetes "k8s.io/kubernetes/cmd/$program" "$program" "$flags"
  done
}

# The resources of the Prometheus operator and of KEDA, from the Go types that their authors publish.
crds() {
  build controller-gen sigs.k8s.io/controller-tools/cmd/controller-gen controller-gen
  local options=crd:crdVersions=v1,allowDangerousTypes=true
  (cd "$here/modules/crds" &&
    "$BIN/controller-gen" $options paths=github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1 "output:crd:dir=$CACHE/crds" &&
    "$BIN/controller-gen" $options paths=github.com/kedacore/keda/v2/apis/keda/v1alpha1 "output:crd:dir=$CACHE/crds") || die "The CRDs could not be made."
}

# Debian's own package, unpacked and not installed.
promtool() {
  need apt-get "promtool comes from Debian's package prometheus, and there is no apt-get on the PATH."
  mkdir -p "$CACHE/promtool"
  (cd "$CACHE/promtool" && rm -f ./*.deb && { apt-get download -qq prometheus || { apt-get update -qq && apt-get download -qq prometheus; }; } >&2 &&
    dpkg -x prometheus_*.deb root) || die "promtool could not be fetched."
  cp "$CACHE/promtool/root/usr/bin/promtool" "$BIN/promtool"
}

for name in "$@"; do
  case $name in helm | kubeconform | kwok | kubernetes | crds | collector) folder=$name ;; promtool) folder=kwok ;;
  *) sed -n '2,4p' "$0" >&2; exit 2 ;; esac
  exec 9>"$CACHE/.lock-$name"; flock 9
  is_built "$name" "$folder" || { "$name"; built "$name" "$folder"; }
  exec 9>&-
done
echo "$BIN"
