{{/* Whether any Prometheus is configured: the chart's own, or one of the Prometheus Operator. */}}
{{- define "corral.monitored" -}}
{{- with .Values.monitoring -}}
{{- if or .enabled .serviceMonitor.enabled .podMonitor.enabled .prometheusRule.enabled }}yes{{ end -}}
{{- end -}}
{{- end -}}

{{/*
The scrape interval: a twelfth of the shortest TTL, because a longer one misses the boundaries, and at most 30 s, because
Prometheus treats a series without a sample for five minutes as absent.
*/}}
{{- define "corral.scrapeInterval" -}}
{{- $twelfth := div (include "corral.shortestTtl" . | int64) 12 | max 1 | min 30000 -}}
{{- default (include "corral.span" $twelfth) .Values.monitoring.scrapeInterval -}}
{{- end -}}

{{/* A number of milliseconds as a time: in whole seconds where that is exact. */}}
{{- define "corral.span" -}}
{{- if mod . 1000 }}{{ . }}ms{{ else }}{{ div . 1000 }}s{{ end -}}
{{- end -}}

{{/* The placeholders of the rule templates. This is the chart's only place that derives them; all depend on the shortest TTL. */}}
{{- define "corral.placeholders" -}}
{{- $ttl := include "corral.shortestTtl" . | int64 -}}
{{- $scrape := include "corral.scrapeInterval" . -}}
{{- $short := max (div $ttl 4) (mul 3 (include "corral.millis" $scrape | int64)) -}}
{{- if gt $short 1000 -}}
{{- $short = mul 1000 (div (add $short 999) 1000) -}}
{{- end -}}
__TTL__: {{ include "corral.span" $ttl }}
__SCRAPE__: {{ $scrape }}
__SHORT__: {{ include "corral.span" $short }}
__LOOKBACK__: {{ include "corral.span" (mul 12 $ttl) }}
__SETTLE__: {{ include "corral.span" (mul 2 $ttl) }}
__RUNBOOK__: {{ trimSuffix "/" .Values.monitoring.runbookUrl | quote }}
__DASHBOARD__: {{ include "corral.dashboardUrl" . | quote }}
{{- end -}}

{{/* The base URL of the boards: the value, else that of the chart's Grafana. */}}
{{- define "corral.dashboardUrl" -}}
{{- $own := printf "http://%s-grafana.%s:3000" (include "corral.fullname" .) .Release.Namespace -}}
{{- with .Values.monitoring -}}
{{- trimSuffix "/" (default (ternary $own "" .grafana.enabled) .dashboardUrl) -}}
{{- end -}}
{{- end -}}

{{/* A rule file from its template: (list $ "dashboards/rules/alerts.yml.tmpl"). */}}
{{- define "corral.rules" -}}
{{- $text := (index . 0).Files.Get (index . 1) -}}
{{- range $placeholder, $value := include "corral.placeholders" (index . 0) | fromYaml -}}
{{- $text = replace $placeholder $value $text -}}
{{- end -}}
{{- $text -}}
{{- end -}}

{{/* Every target has the label namespace. DNS returns addresses and no names of Pods: the label instance is the address. */}}
{{- define "corral.target" -}}
relabel_configs: [{target_label: namespace, replacement: {{ .Release.Namespace | quote }}}]
{{- end -}}

{{/* A board with links to the runbook of this release: (list $ text). */}}
{{- define "corral.boardText" -}}
{{- $committed := "https://corral.example" -}}
{{- $url := trimSuffix "/" (index . 0).Values.monitoring.runbookUrl -}}
{{- replace $committed (default $committed $url) (index . 1) -}}
{{- end -}}

{{/* The name of the ConfigMap of a board: (list $ "dashboards/stampede.json"). */}}
{{- define "corral.board" -}}
{{ include "corral.fullname" (index . 0) }}-board-{{ base (index . 1) | trimSuffix ".json" }}
{{- end -}}

{{/* The file of a board, named after its uid: a sidecar stores the boards of all applications in one folder. */}}
{{- define "corral.boardFile" -}}
corral-{{ base . }}
{{- end -}}
