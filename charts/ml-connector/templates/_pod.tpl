{{- define "ml.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
privileged: false
capabilities: { drop: [ALL] }
{{- end -}}

{{- define "ml.podSecurity" -}}
{{- $context := omit .Values.pod.securityContext "runAsUser" "runAsGroup" "fsGroup" -}}
{{- range $key := list "runAsUser" "runAsGroup" "fsGroup" -}}
{{- with index $.Values.pod.securityContext $key -}}
{{- $_ := set $context $key (int64 .) -}}
{{- end -}}
{{- end -}}
{{ toYaml $context }}
{{- end -}}

{{- define "ml.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 64Mi }
{{- if eq .Values.mode "distributed" }}
{{- with .Values.kafka.tls.existingSecret }}
- name: kafka-tls
  secret: { secretName: {{ . }}, defaultMode: 0440 }
{{- end }}
{{- with .Values.mongodb.tls.existingSecret }}
- name: mongodb-tls
  secret: { secretName: {{ . }}, defaultMode: 0440 }
{{- end }}
{{- end }}
{{- with .Values.pod.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "ml.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if eq .Values.mode "distributed" }}
{{- if .Values.kafka.tls.existingSecret }}
- name: kafka-tls
  mountPath: /etc/ml-connector/kafka
  readOnly: true
{{- end }}
{{- if .Values.mongodb.tls.existingSecret }}
- name: mongodb-tls
  mountPath: /etc/ml-connector/mongodb
  readOnly: true
{{- end }}
{{- end }}
{{- with .Values.pod.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* A pod of a service. Takes (dict "root" $ "service" name "resources" map "data" bool). */}}
{{- define "ml.podTemplate" -}}
{{- $root := .root -}}
{{- $pod := $root.Values.pod -}}
metadata:
  labels:
    {{- include "ml.labels" . | nindent 4 }}
    {{- with $pod.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # A changed setting restarts the pods; a changed secret of yours does not.
    checksum/settings: {{ include "ml.settings" $root | sha256sum }}
    kubectl.kubernetes.io/default-container: {{ .service }}
    {{- with $pod.annotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "ml.fullname" $root }}-{{ .service }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $pod.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  terminationGracePeriodSeconds: {{ $pod.terminationGracePeriodSeconds | int }}
  securityContext:
    {{- include "ml.podSecurity" $root | nindent 4 }}
  containers:
    - name: {{ .service }}
      image: {{ include "ml.image" $root }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args: [services/{{ .service }}/dist/main.js]
      securityContext:
        {{- include "ml.containerSecurity" $root | nindent 8 }}
      ports:
        - { name: http, containerPort: 3000, protocol: TCP }
        - { name: admin, containerPort: 9090, protocol: TCP }
      envFrom:
        - configMapRef: { name: {{ include "ml.fullname" $root }}-settings }
      env:
        - name: ML_ADMIN_TOKEN
          valueFrom: { secretKeyRef: { name: {{ include "ml.secret" $root }}, key: {{ $root.Values.secrets.adminTokenKey }} } }
        - name: ML_ENCRYPTION_KEYS
          valueFrom: { secretKeyRef: { name: {{ include "ml.secret" $root }}, key: {{ $root.Values.secrets.encryptionKeysKey }} } }
        {{- with include "ml.storeSecrets" $root }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- if $root.Values.telemetry.enabled }}
        - name: OTEL_SERVICE_NAME
          value: ml-connector-{{ .service }}
        - name: POD_NAME
          valueFrom: { fieldRef: { fieldPath: metadata.name } }
        - name: POD_NAMESPACE
          valueFrom: { fieldRef: { fieldPath: metadata.namespace } }
        - name: OTEL_RESOURCE_ATTRIBUTES
          value: service.namespace=ml-connector,service.version={{ $root.Chart.AppVersion }},k8s.pod.name=$(POD_NAME),k8s.namespace.name=$(POD_NAMESPACE)
        {{- end }}
        {{- with $pod.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      startupProbe:
        httpGet: { path: /health/startup, port: admin }
        periodSeconds: 2
        failureThreshold: 90
      livenessProbe:
        httpGet: { path: /health/live, port: admin }
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: { path: /health/ready, port: admin }
        periodSeconds: 5
        timeoutSeconds: 5
        failureThreshold: 2
      lifecycle:
        preStop:
          exec: { command: [node, -e, "setTimeout(() => {}, {{ mul 1000 (int $pod.preStopSeconds) }})"] }
      resources:
        {{- toYaml .resources | nindent 8 }}
      volumeMounts:
        {{- if .data }}
        - name: data
          mountPath: /data
        {{- end }}
        {{- include "ml.volumeMounts" $root | nindent 8 }}
  volumes:
    {{- include "ml.volumes" $root | nindent 4 }}
  {{- with $pod.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $pod.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $pod.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if and $root.Values.topologySpread.enabled (not .data) }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: {{ $root.Values.topologySpread.topologyKey }}
      whenUnsatisfiable: {{ $root.Values.topologySpread.whenUnsatisfiable }}
      labelSelector:
        matchLabels:
          {{- include "ml.selector" . | nindent 10 }}
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "ml.selector" . | nindent 10 }}
  {{- end }}
{{- end -}}
