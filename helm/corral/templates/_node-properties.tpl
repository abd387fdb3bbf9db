{{/* How nodes reach Redis. */}}
{{- define "corral.redis.properties" -}}
quarkus.redis.hosts={{ include "corral.redis.url" . }}
corral.redis.prefix={{ .Values.redis.prefix }}
{{- if include "corral.redis.secret" . }}
corral.redis.password-file=/etc/corral/redis/password
{{- with ternary .Values.redis.external.user "corral" (not (empty .Values.redis.external.url)) }}
corral.redis.user={{ . }}
{{- end }}
{{- end }}
{{- if .Values.redis.tls.existingSecret }}
quarkus.redis.tls-configuration-name=redis
quarkus.tls.redis.trust-store.pem.certs=/etc/corral/redis-ca/ca.crt
quarkus.tls.redis.hostname-verification-algorithm=HTTPS
{{- end }}
{{- end -}}

{{/*
The named caches. Every property of a cache is written, also one that says nothing: else the node's own ladder, which stands
behind this file, would show through.
*/}}
{{- define "corral.caches.properties" -}}
{{- range $name, $cache := .Values.caches }}
{{- $at := printf "corral.caches.%s" $name }}
{{ $at }}.layers={{ join "," .layers }}
{{ $at }}.ttl={{ .ttl | default "6s" }}
{{- range $prefix, $ttl := .ttlByPrefix }}
{{ $at }}.ttl-by-prefix.{{ include "corral.propertyName" $prefix }}={{ $ttl }}
{{- end }}
{{ $at }}.stale-while-revalidate={{ .staleWhileRevalidate }}
{{ $at }}.stale-if-error={{ .staleIfError }}
{{ $at }}.beta={{ .beta }}
{{ $at }}.jitter={{ .jitter | default 0 }}
{{ $at }}.negative-ttl={{ .negativeTtl }}
{{ $at }}.max-value-bytes={{ .maxValueBytes | default 1048576 | int64 }}
{{ $at }}.origin-lifetimes={{ .originLifetimes | default "ignore" }}
{{ $at }}.credentials={{ .credentials | default "bypass" }}
{{- end }}
{{- end -}}

{{/* One segment of a property's name: quoted where it has more than letters, digits and dashes, a colon escaped. */}}
{{- define "corral.propertyName" -}}
{{- if regexMatch "^[A-Za-z0-9-]+$" . -}}
{{ . }}
{{- else -}}
"{{ . | replace ":" "\\:" }}"
{{- end -}}
{{- end -}}
