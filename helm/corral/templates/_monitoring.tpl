{{/* The scrape interval: at most a twelfth of the shortest TTL, since a longer one would miss the boundaries. */}}
{{- define "corral.scrapeInterval" -}}
{{- $twelfth := div (include "corral.shortestTtl" . | int64) 12 | max 1 -}}
{{- default (printf "%dms" $twelfth) .Values.monitoring.scrapeInterval -}}
{{- end -}}

{{/* The ConfigMap key for a file of dashboards/; a key contains no slash. */}}
{{- define "corral.dashboards.key" -}}
{{- trimPrefix "dashboards/" . | replace "/" "__" -}}
{{- end -}}
