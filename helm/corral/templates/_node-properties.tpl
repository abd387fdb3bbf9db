{{/* The properties with which nodes connect to Redis. */}}
{{- define "corral.redis.properties" -}}
quarkus.redis.hosts={{ include "corral.redis.url" . }}
corral.redis.prefix={{ include "corral.redis.prefix" . }}
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
# The JVM checks the dates of certificates, and the store logs the reason once; the framework would log each handshake.
quarkus.tls.redis.trust-store.certificate-expiration-policy=ignore
{{- end }}
{{- end -}}

{{/* The properties of the run-time switches. The revision up to which they have ended is kept while they are off, for when they are on again. */}}
{{- define "corral.switches.properties" -}}
{{- with .Values.switches -}}
{{- if .enabled }}
corral.switches.token-file=/etc/corral/switches/token
{{- end }}
{{- with .endThrough }}
corral.switches.ended-through={{ int64 . }}
{{- end }}
{{- end -}}
{{- end -}}

{{/* The name of the Secret with the token of the switches; empty if they are off. */}}
{{- define "corral.switches.secret" -}}
{{- if .Values.switches.enabled -}}
{{- default (printf "%s-switches" (include "corral.fullname" .)) .Values.switches.existingSecret -}}
{{- end -}}
{{- end -}}

{{/*
The properties of the named caches. Every property of a cache is written, even if it is empty: otherwise the value of the
node's own default configuration, which has a lower priority than this file, would apply.
*/}}
{{- define "corral.caches.properties" -}}
# The node has no other caches, not even those of its own default configuration.
corral.cache-names={{ include "corral.cacheNames" . }}
{{- range $name, $cache := include "corral.caches" . | fromJson }}
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

{{/* One segment of a property's name: quoted if it contains more than letters, digits and dashes; a colon is escaped. */}}
{{- define "corral.propertyName" -}}
{{- if regexMatch "^[A-Za-z0-9-]+$" . -}}
{{ . }}
{{- else -}}
"{{ . | replace ":" "\\:" }}"
{{- end -}}
{{- end -}}
