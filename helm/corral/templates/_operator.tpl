{{/*
The head of an object of the Prometheus Operator: (list $ "ServiceMonitor" "node"). Outside of the release's namespace, its name begins
with that namespace, because releases of several namespaces can have the same name.
*/}}
{{- define "corral.operated" -}}
{{- $root := index . 0 -}}
{{- $values := get $root.Values.monitoring (untitle (index . 1)) -}}
{{- $own := $root.Release.Namespace -}}
{{- $namespace := default $own $values.namespace -}}
apiVersion: monitoring.coreos.com/v1
kind: {{ index . 1 }}
metadata:
  name: {{ list (ternary "" $own (eq $namespace $own)) (include "corral.fullname" $root) (index . 2) | compact | join "-" }}
  namespace: {{ $namespace | quote }}
  {{- include "corral.metadata" (list $root "prometheus" $values.labels (dict)) | nindent 2 }}
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
  namespaceSelector: {matchNames: [{{ $root.Release.Namespace | quote }}]}
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
{{- if include "corral.origin.own" $root }}
---
{{ include "corral.monitor" (list $root (index . 1) "origin") }}
{{- end }}
{{- end -}}
{{- end -}}

{{/* A PromQL expression that reads only series of a namespace: (list namespace expression). */}}
{{- define "corral.scoped" -}}
{{- $name := `\b(corral:[a-z0-9_:]+|(?:cache|corral|db)_[a-z0-9_]+|up)` -}}
{{- $label := printf "namespace=%q" (index . 0) -}}
{{- $named := regexReplaceAll (print $name `\{`) (index . 1) (printf "${1}{%s, " $label) -}}
{{- regexReplaceAll (print $name `([^a-z0-9_:{]|$)`) $named (printf "${1}{%s}${2}" $label) -}}
{{- end -}}

{{/*
The groups of a rule file for a Prometheus that may scrape several releases: (list $ "dashboards/rules/alerts.yml.tmpl"). Rules of two
releases with different TTLs would otherwise record the same series, with different windows.
*/}}
{{- define "corral.scopedRules" -}}
{{- $namespace := (index . 0).Release.Namespace -}}
{{- $file := include "corral.rules" . | fromYaml -}}
{{- range $file.groups -}}
{{- range .rules -}}
{{- $expression := include "corral.scoped" (list $namespace .expr) -}}
{{- if eq $expression .expr -}}
{{- $_ := set . "labels" (merge (dict "namespace" $namespace) (.labels | default dict)) -}}
{{- end -}}
{{- $_ := set . "expr" $expression -}}
{{- end -}}
{{- end -}}
{{- toYaml $file -}}
{{- end -}}
