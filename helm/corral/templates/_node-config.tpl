{{/*
The nodes' configuration. It is an annotation of their Pods, so that it belongs to the revision: an undo brings it back, and an old
Pod that is replaced during a rollout starts with the old one.
*/}}
{{- define "corral.node.config" -}}
{{- with .Values.node -}}
corral.deadline={{ .deadline }}
corral.writes={{ .writes }}
corral.drain.notice={{ .drain.notice }}
corral.drain.limit={{ .drain.limit }}
corral.origin.url={{ include "corral.origin.url" $ }}
{{- with $.Values.origin.external.identity }}
corral.origin.identity={{ . }}
{{- end }}
corral.origin.timeout={{ .load.timeout }}
corral.origin.max-bytes={{ int64 .load.maxBytes }}
corral.origin.connections={{ int64 .load.connections }}
corral.store.timeout={{ .store.timeout }}
corral.lock.lease={{ .lock.lease }}
corral.lock.renewal-cap={{ .lock.renewalCap }}
corral.lock.wait-budget={{ .lock.waitBudget }}
corral.flights.max={{ int64 .flights.max }}
corral.flights.callers={{ int64 .flights.callers }}
corral.gate.loads={{ int64 .gate.loads }}
corral.gate.queue={{ int64 .gate.queue }}
corral.breaker.window={{ int64 .breaker.window }}
corral.breaker.failures={{ .breaker.failures }}
corral.breaker.pause={{ .breaker.pause }}
corral.near.max-bytes={{ int64 .near.maxBytes }}
{{- end }}
{{- with .Values.warm.keys }}
# Commas in a key are escaped, because a comma separates two keys.
corral.warm.keys={{ range $i, $key := . }}{{ if $i }},{{ end }}{{ $key | replace "," "\\\\," }}{{ end }}
{{- end }}
corral.warm.limit={{ .Values.warm.limit }}
corral.warm.rehearsal={{ .Values.warm.rehearsal }}
{{- with .Values.traces.endpoint }}
corral.traces.endpoint={{ . }}
{{- end }}
corral.traces.share={{ .Values.traces.share }}
{{- with include "corral.switches.properties" . | trim }}
{{ . }}
{{- end }}
{{ include "corral.redis.properties" . | trim }}
{{ include "corral.caches.properties" . | trim }}
{{- end -}}

{{/* A volume with files that are annotations of the Pod, each by its name: (list "application.properties"). */}}
{{- define "corral.annotated" -}}
downwardAPI:
  items:
    {{- range . }}
    - {path: {{ . }}, fieldRef: {fieldPath: "metadata.annotations['corral.dev/{{ . }}']"}}
    {{- end }}
{{- end -}}
