{{- define "ml.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "ml.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "ml.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "ml.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Never changed: a Deployment's selector cannot be. Takes (dict "root" $ "service" name). */}}
{{- define "ml.selector" -}}
app.kubernetes.io/name: {{ include "ml.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service }}
{{- end -}}

{{- define "ml.labels" -}}
{{ include "ml.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: ml-connector
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "ml.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ default $.Chart.AppVersion .tag }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The services that run in this mode, as a list in JSON. */}}
{{- define "ml.services" -}}
{{- if eq .Values.mode "standalone" -}}
["standalone"]
{{- else -}}
["ingestion","mapping","gateway","audit","console"]
{{- end -}}
{{- end -}}

{{/* Which service answers for another one. Takes (dict "root" $ "service" name). */}}
{{- define "ml.serving" -}}
{{- $service := ternary "standalone" .service (eq .root.Values.mode "standalone") -}}
{{ include "ml.fullname" .root }}-{{ $service }}
{{- end -}}

{{- define "ml.secret" -}}
{{- default (printf "%s-secrets" (include "ml.fullname" .)) .Values.secrets.existingSecret -}}
{{- end -}}

{{- define "ml.publicHost" -}}
{{- (urlParse .Values.publicUrl).host -}}
{{- end -}}
