{{/* What is no secret, as the data of a ConfigMap. */}}
{{- define "ml.settings" -}}
ML_MODE: {{ ternary "embedded" "distributed" (eq .Values.mode "standalone") }}
ML_PORT: "3000"
ML_ADMIN_PORT: "9090"
ML_PUBLIC_URL: {{ .Values.publicUrl | quote }}
ML_LOG_LEVEL: {{ .Values.settings.logLevel }}
ML_SWEEP_INTERVAL_SECONDS: {{ .Values.settings.sweepIntervalSeconds | int | quote }}
ML_SESSION_IDLE_SECONDS: {{ .Values.settings.sessionIdleSeconds | int | quote }}
ML_ALLOW_PRIVATE_STORES: {{ .Values.settings.allowPrivateStores | quote }}
{{- if eq .Values.mode "standalone" }}
ML_DATA_DIR: /data
{{- else }}
{{ include "ml.storeSettings" . }}
{{- end }}
{{- if .Values.telemetry.enabled }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ .Values.telemetry.endpoint | quote }}
OTEL_EXPORTER_OTLP_PROTOCOL: {{ .Values.telemetry.protocol }}
OTEL_TRACES_SAMPLER: {{ .Values.telemetry.sampler }}
{{- with .Values.telemetry.samplerArgument }}
OTEL_TRACES_SAMPLER_ARG: {{ . | quote }}
{{- end }}
{{- range $name, $value := .Values.telemetry.environment }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Where log and documents are. */}}
{{- define "ml.storeSettings" -}}
{{- with .Values.kafka -}}
ML_KAFKA_BROKERS: {{ join "," .brokers | quote }}
ML_KAFKA_REPLICATION: {{ .replication | int | quote }}
ML_KAFKA_SINGLE_NODE: {{ .singleNode | quote }}
ML_KAFKA_PARTITIONS: {{ .partitions | int | quote }}
ML_KAFKA_PREFIX: {{ .prefix | quote }}
ML_KAFKA_SESSION_SECONDS: {{ .sessionSeconds | int | quote }}
ML_KAFKA_TLS: {{ .tls.enabled | quote }}
{{- if .tls.serverName }}
ML_KAFKA_SERVER_NAME: {{ .tls.serverName | quote }}
{{- end }}
{{- if .tls.existingSecret }}
{{- with .tls.caKey }}
ML_KAFKA_CA_FILE: /etc/ml-connector/kafka/{{ . }}
{{- end }}
{{- with .tls.certKey }}
ML_KAFKA_CERT_FILE: /etc/ml-connector/kafka/{{ . }}
{{- end }}
{{- with .tls.keyKey }}
ML_KAFKA_KEY_FILE: /etc/ml-connector/kafka/{{ . }}
{{- end }}
{{- end }}
{{- with .sasl.mechanism }}
ML_KAFKA_SASL_MECHANISM: {{ . }}
{{- end }}
{{- end }}
{{- with .Values.mongodb }}
{{- with .database }}
ML_MONGODB_DATABASE: {{ . | quote }}
{{- end }}
ML_MONGODB_POOL: {{ .pool | int | quote }}
ML_MONGODB_TIMEOUT_SECONDS: {{ .timeoutSeconds | int | quote }}
{{- if .tls.existingSecret }}
{{- with .tls.caKey }}
ML_MONGODB_CA_FILE: /etc/ml-connector/mongodb/{{ . }}
{{- end }}
{{- with .tls.certificateKeyKey }}
ML_MONGODB_CERTIFICATE_KEY_FILE: /etc/ml-connector/mongodb/{{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Environment from secrets that tell where log and documents are. */}}
{{- define "ml.storeSecrets" -}}
{{- if eq .Values.mode "distributed" -}}
- name: ML_MONGODB_URI
  valueFrom: { secretKeyRef: { name: {{ .Values.mongodb.existingSecret }}, key: {{ .Values.mongodb.uriKey }} } }
{{- with .Values.kafka.sasl }}
{{- if .mechanism }}
- name: ML_KAFKA_SASL_USERNAME
  valueFrom: { secretKeyRef: { name: {{ .existingSecret }}, key: {{ .usernameKey }} } }
- name: ML_KAFKA_SASL_PASSWORD
  valueFrom: { secretKeyRef: { name: {{ .existingSecret }}, key: {{ .passwordKey }} } }
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
