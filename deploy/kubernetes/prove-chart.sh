#!/usr/bin/env bash
# Everything about chart and image that can be proven without a cluster of one's own (npm run test:chart): lint and tests of
# the rendering, rules with their unit tests, real schemas, a real control plane, the image. Cold it takes half an hour of
# two cores, most of it for building Kubernetes once.
#   prove-chart.sh [rendering | rules | schemas | image | cluster]...   all unless named
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); . "$here/settings.sh"; cd "$here/../.."
export PATH=$BIN:$PATH
step() { echo; echo "== $1"; }

rendering() { "$here/tools.sh" helm >/dev/null; npx vitest run --project test chart/; }
rules() {
  "$here/tools.sh" promtool >/dev/null
  promtool check rules charts/ml-connector/files/rules.yaml && (cd "$here" && promtool test rules rules_test.yaml)
}
# Kubernetes' own description of its resources, from its Go module, and those of the Prometheus operator and KEDA.
schemas() {
  "$here/tools.sh" helm kubeconform crds >/dev/null
  local module
  module=$(cd "$here/modules/kubernetes" && go mod download -json "k8s.io/kubernetes@v$KUBERNETES_VERSION" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
  rm -rf "$CACHE/schemas"
  npx node "$here/openapi-to-jsonschema.mjs" "$CACHE/schemas" "$module/api/openapi-spec/swagger.json" "$CACHE"/crds/*.yaml
  for values in charts/ml-connector/ci/*-values.yaml; do
    helm template r charts/ml-connector -n x -f "$values" --kube-version "$KUBERNETES_VERSION" |
      kubeconform -strict -summary -schema-location "$CACHE/schemas/{{.ResourceKind}}{{.KindSuffix}}.json"
  done
}
cluster() {
  "$here/tools.sh" helm kwok kubernetes crds >/dev/null
  trap '"$here/cluster.sh" down' EXIT
  KUBECONFIG=$("$here/cluster.sh" up); export KUBECONFIG
  local crd
  for crd in monitoring.coreos.com_servicemonitors monitoring.coreos.com_prometheusrules keda.sh_scaledobjects keda.sh_triggerauthentications; do
    kubectl apply --server-side -f "$CACHE/crds/$crd.yaml" >/dev/null
  done
  kubectl wait --for=condition=Established crd --all --timeout=30s >/dev/null
  "$here/prove-lifecycle.sh"
  "$here/cluster.sh" down; trap - EXIT
}
image() { "$here/prove-image.sh"; }

[ $# -gt 0 ] || set -- rendering rules schemas image cluster
for part in "$@"; do
  case $part in rendering | rules | schemas | image | cluster) step "$part"; "$part" ;; *) sed -n '2,5p' "$0" >&2; exit 2 ;; esac
done
