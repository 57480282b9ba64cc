{{/* What a schema cannot say, in one sentence each. */}}
{{- define "ml.checks" -}}
{{- if not .Values.publicUrl -}}
{{- fail "publicUrl is missing: the address at which shops and the Web Connector reach the product, e.g. --set publicUrl=https://connector.example.com" -}}
{{- end -}}
{{- if eq .Values.mode "distributed" -}}
{{- if not .Values.kafka.brokers -}}
{{- fail "kafka.brokers is missing: mode distributed needs your Kafka, e.g. --set kafka.brokers={kafka-0.kafka:9092}. For a trial without one: --set mode=standalone" -}}
{{- end -}}
{{- if not .Values.mongodb.existingSecret -}}
{{- fail "mongodb.existingSecret is missing: the name of a secret whose key mongodb.uriKey holds mongodb://…" -}}
{{- end -}}
{{- if and (eq (int .Values.kafka.replication) 1) (not .Values.kafka.singleNode) -}}
{{- fail "kafka.replication is 1, which loses orders with one broker: it wants kafka.singleNode=true" -}}
{{- end -}}
{{- if and .Values.kafka.sasl.mechanism (not .Values.kafka.sasl.existingSecret) -}}
{{- fail "kafka.sasl.existingSecret is missing: kafka.sasl.mechanism needs user name and password" -}}
{{- end -}}
{{- range $name := list "mapping" "audit" -}}
{{- if and $.Values.keda.enabled (index $.Values.services $name).autoscaling.enabled -}}
{{- fail (printf "keda.enabled and services.%s.autoscaling.enabled exclude each other: both would set the same replicas" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.ingress.qbwc.enabled (not .Values.ingress.qbwc.tls.secretName) -}}
{{- fail "ingress.qbwc.tls.secretName is missing: the Web Connector refuses plain HTTP. Where something before the cluster ends TLS, switch ingress.qbwc off and route to the service yourself" -}}
{{- end -}}
{{- if and .Values.telemetry.enabled (not .Values.telemetry.endpoint) -}}
{{- fail "telemetry.endpoint is missing: where OpenTelemetry is sent, e.g. http://otel-collector.observability:4318" -}}
{{- end -}}
{{- end -}}
