{{/* At most a twelfth of the shortest TTL, else no boundary is seen. */}}
{{- define "corral.scrapeInterval" -}}
{{- $twelfth := div (include "corral.shortestTtl" . | int64) 12 | max 1 -}}
{{- default (printf "%dms" $twelfth) .Values.monitoring.scrapeInterval -}}
{{- end -}}

{{/* A file of dashboards/ as a ConfigMap's key, which has no slash. */}}
{{- define "corral.dashboards.key" -}}
{{- trimPrefix "dashboards/" . | replace "/" "__" -}}
{{- end -}}
