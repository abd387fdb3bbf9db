{{/* The caches of the demonstration. They are those of values.yaml: a test renders both. */}}
{{- define "corral.ladder" -}}
{{- $shared := "layers: [deadline, lookup, single-flight, lock, fill, timeout], ttl: 6s, ttlByPrefix: {hot: 2s}" -}}
none: {layers: [deadline, timeout]}
naive: {layers: [deadline, lookup, fill, timeout], ttl: 6s, ttlByPrefix: {hot: 2s}}
single-flight: {layers: [deadline, lookup, single-flight, fill, timeout], ttl: 6s, ttlByPrefix: {hot: 2s}}
lock: { {{- $shared -}} }
swr: { {{- $shared }}, staleWhileRevalidate: 6s}
jitter: { {{- $shared }}, staleWhileRevalidate: 6s, jitter: 0.2}
negative: { {{- $shared }}, staleWhileRevalidate: 6s, jitter: 0.2, negativeTtl: 5s}
full:
  layers: [deadline, near, lookup, single-flight, lock, fill, breaker, gate, timeout]
  ttl: 6s
  ttlByPrefix: {hot: 2s}
  staleWhileRevalidate: 6s
  jitter: 0.2
  negativeTtl: 5s
  beta: 1
  staleIfError: 60s
{{- end -}}

{{/*
The caches that the nodes have, as JSON. Without the demonstration, these are the caches that the values define or change: a cache of
the ladder that is as the chart defines it is removed.
*/}}
{{- define "corral.caches" -}}
{{- $caches := .Values.caches | default dict | deepCopy -}}
{{- if not .Values.demonstration -}}
{{- range $name, $rung := include "corral.ladder" . | fromYaml -}}
{{- if eq (toJson $rung) (get $caches $name | toJson) -}}
{{- $_ := unset $caches $name -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $caches -}}
{{- end -}}

{{/* The names of these caches, sorted and separated by commas. */}}
{{- define "corral.cacheNames" -}}
{{- include "corral.caches" . | fromJson | keys | sortAlpha | join "," -}}
{{- end -}}
