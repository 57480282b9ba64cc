#!/usr/bin/env bash
# Install, upgrade, rollback and uninstall of the chart on the cluster that KUBECONFIG names, in a namespace that enforces
# Pod Security "restricted"; and what must be refused. One line a check.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); . "$here/settings.sh"
export PATH=$BIN:$PATH
chart=$here/../../charts/ml-connector; ns=prove-$$; out=$(mktemp); failures=0; passed=0
check() { if [ "$1" = 0 ]; then passed=$((passed + 1)); echo "ok   $2"; else failures=$((failures + 1)); echo "FAIL $2"; sed 's/^/       /' "$out" | tail -8; fi; }
holds() { local what=$1 rc=0; shift; "$@" >"$out" 2>&1 || rc=$?; check "$rc" "$what"; }
refused() { local what=$1 words=$2; shift 2; if "$@" >"$out" 2>&1; then check 1 "$what"; elif grep -qE "$words" "$out"; then check 0 "$what"; else check 1 "$what"; fi; }
silently() { "$@" >"$out.w" 2>&1 || { cat "$out.w"; return 1; }; cat "$out.w"; ! grep -qi warning "$out.w"; }
is() { [ "$(kubectl -n $ns get "$1" -o "jsonpath=$2")" = "$3" ]; }
trap 'kubectl delete namespace $ns --wait=false >/dev/null 2>&1; rm -f "$out" "$out.w"' EXIT

kubectl create namespace $ns >/dev/null; kubectl label namespace $ns pod-security.kubernetes.io/enforce=restricted >/dev/null
for secret in mongodb-uri ml-secrets kafka-tls kafka-login mongodb-tls; do kubectl -n $ns create secret generic $secret --from-literal=uri=mongodb://db/x >/dev/null; done
dry() { helm template r "$chart" -n $ns "$@" | kubectl apply -n $ns --server-side --field-manager=proof --dry-run=server -f -; }
for values in distributed standalone everything; do
  holds "the API server takes everything of the values $values without a warning" silently dry -f "$chart/ci/$values-values.yaml"
done
with=(-f "$chart/ci/distributed-values.yaml" --set monitoring.serviceMonitor.enabled=true --set monitoring.prometheusRule.enabled=true)
holds "install, with the hook Job before it, without a warning" silently helm install r "$chart" -n $ns "${with[@]}" --wait --timeout 120s
for service in ingestion mapping gateway audit console; do
  holds "$service has two ready pods" is "deployment/r-ml-connector-$service" '{.status.readyReplicas}' 2
done
holds "the hook Job is gone after its success" bash -c "! kubectl -n $ns get job r-ml-connector-prepare 2>/dev/null"
holds "pods of a service stand in both zones" bash -c "[ \$(kubectl -n $ns get pods -l app.kubernetes.io/component=gateway -o jsonpath='{.items[*].spec.nodeName}' | tr ' ' '\n' | sort -u | wc -l) = 2 ]"
keys=$(kubectl -n $ns get secret r-ml-connector-secrets -o jsonpath='{.data}')
holds "upgrade to another image" helm upgrade r "$chart" -n $ns "${with[@]}" --set image.tag=0.2.0 --wait --timeout 120s
holds "the new image is live" is deployment/r-ml-connector-gateway '{.spec.template.spec.containers[0].image}' ml-connector:0.2.0
holds "the generated keys survive the upgrade" test "$(kubectl -n $ns get secret r-ml-connector-secrets -o jsonpath='{.data}')" = "$keys"
holds "rollback" helm rollback r 1 -n $ns --wait --timeout 120s
holds "the old image is back" is deployment/r-ml-connector-gateway '{.spec.template.spec.containers[0].image}' ml-connector:0.1.0
holds "the generated keys survive the rollback" test "$(kubectl -n $ns get secret r-ml-connector-secrets -o jsonpath='{.data}')" = "$keys"
refused "values that cannot work" 'kafka.brokers is missing' helm upgrade r "$chart" -n $ns --set publicUrl=https://x.example.com
refused "a plain pod in this namespace" 'violates PodSecurity' kubectl -n $ns run plain --image=x
holds "uninstall" helm uninstall r -n $ns --wait --timeout 120s
holds "nothing is left but the keys" test "$(kubectl -n $ns get all,ingress,hpa,pdb,netpol,configmap,serviceaccount,secret -l app.kubernetes.io/instance=r -o name)" = secret/r-ml-connector-secrets
holds "standalone installs" helm install s "$chart" -n $ns -f "$chart/ci/standalone-values.yaml" --timeout 60s
holds "standalone has a pod that Pod Security admits" kubectl -n $ns wait --for=create pod/s-ml-connector-standalone-0 --timeout=60s
helm uninstall s -n $ns >/dev/null 2>&1 || true
echo; echo "$passed passed, $failures failed"; [ "$failures" = 0 ]
