{{/* The head of an object of the Prometheus Operator: (list $ "ServiceMonitor" "node"). */}}
{{- define "corral.operated" -}}
{{- $root := index . 0 -}}
{{- $values := get $root.Values.monitoring (untitle (index . 1)) -}}
apiVersion: monitoring.coreos.com/v1
kind: {{ index . 1 }}
metadata:
  name: {{ include "corral.fullname" $root }}-{{ index . 2 }}
  {{- with $values.namespace }}
  namespace: {{ . }}
  {{- end }}
  labels:
    {{- include "corral.labels" (list $root "prometheus") | nindent 4 }}
    {{- with $values.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{/*
A ServiceMonitor or a PodMonitor of a component, by the port that both its Service and its Pods call management. The operator
adds the labels namespace and pod; the job is named as in the rules and the boards.
*/}}
{{- define "corral.monitor" -}}
{{- $root := index . 0 -}}
{{- $interval := include "corral.scrapeInterval" $root -}}
{{ include "corral.operated" . }}
spec:
  namespaceSelector: {matchNames: [{{ $root.Release.Namespace }}]}
  selector:
    matchLabels: {{ include "corral.selector" (list $root (index . 2)) | nindent 6 }}
  {{ ternary "endpoints" "podMetricsEndpoints" (eq (index . 1) "ServiceMonitor") }}:
    - port: management
      path: /q/metrics
      interval: {{ $interval }}
      scrapeTimeout: {{ $interval }}
      relabelings: [{targetLabel: job, replacement: corral-{{ index . 2 }}}]
{{- end -}}

{{/* The monitors of a kind, one for each component with metrics: (list $ "PodMonitor"). */}}
{{- define "corral.monitors" -}}
{{- $root := index . 0 -}}
{{- if (get $root.Values.monitoring (untitle (index . 1))).enabled -}}
{{ include "corral.monitor" (list $root (index . 1) "node") }}
{{- if not $root.Values.origin.external.url }}
---
{{ include "corral.monitor" (list $root (index . 1) "origin") }}
{{- end }}
{{- end -}}
{{- end -}}
