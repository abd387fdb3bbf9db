{{/* The prefix of all names, short enough for the longest suffix. */}}
{{- define "corral.fullname" -}}
{{- include "corral.current" . -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $full .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/*
An image by its values: (list $ .Values.node.image). A registry is the part before the first slash if that has a dot or a port. Some
container runtimes refuse an image with both a tag and a digest.
*/}}
{{- define "corral.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $repository := $image.repository -}}
{{- with ($root.Values.global | default dict).imageRegistry -}}
{{- $repository = printf "%s/%s" (trimSuffix "/" .) (regexReplaceAll "^([^/]*[.:][^/]*|localhost)/" $image.repository "") -}}
{{- end -}}
{{- $tagged := printf "%s:%s" $repository (default $root.Chart.AppVersion $image.tag) -}}
image: {{ ternary (printf "%s@%s" $repository $image.digest) $tagged (not (empty $image.digest)) }}
imagePullPolicy: {{ $image.pullPolicy }}
{{- end -}}

{{/* A time in milliseconds. */}}
{{- define "corral.millis" -}}
{{- $units := dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000 -}}
{{- mul (regexFind "^[0-9]+" . | int64) (get $units (regexFind "[a-z]+$" .)) -}}
{{- end -}}

{{/* A time in whole seconds, rounded up. */}}
{{- define "corral.seconds" -}}
{{- div (add (include "corral.millis" . | int64) 999) 1000 -}}
{{- end -}}

{{/*
An amount of memory in bytes, rounded up: 256Mi, 1.5Gi, 1e9, or a number. The API server writes other units than the values:
1024Gi as 1Ti, and 0.1Gi as 107374182400m. An amount above 1E is 1E, so that sums of amounts are numbers.
*/}}
{{- define "corral.bytes" -}}
{{- $units := dict "" 1 "m" 1e-3 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "E" 1e18
      "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 "Pi" 1125899906842624 "Ei" 1152921504606846976 -}}
{{- $text := toString . -}}
{{- $unit := regexFind "[A-Za-z]*$" $text -}}
{{- mulf (trimSuffix $unit $text | float64) (get $units $unit) | minf 1e18 | ceil | int64 -}}
{{- end -}}

{{/* An amount of CPU in thousandths. */}}
{{- define "corral.millicpu" -}}
{{- $cpu := toString . -}}
{{- ternary (trimSuffix "m" $cpu) (mulf $cpu 1000 | int64 | toString) (hasSuffix "m" $cpu) -}}
{{- end -}}

{{/* The termination grace period in seconds, after which a Pod receives SIGKILL. */}}
{{- define "corral.gracePeriod" -}}
{{- with .Values.node.drain -}}
{{- $drain := 0 -}}
{{- range list .preStop .notice .limit -}}
{{- $drain = add $drain (include "corral.millis" . | int64) -}}
{{- end -}}
{{- if .gracePeriod -}}
{{- include "corral.seconds" .gracePeriod -}}
{{- else -}}
{{- add (div (add $drain 999) 1000) 5 -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The shortest time for which a cache keeps an entry fresh, in milliseconds. A cache without a lookup keeps none. */}}
{{- define "corral.shortestTtl" -}}
{{- $shortest := 3600000 -}}
{{- range include "corral.caches" . | fromJson -}}
{{- if has "lookup" .layers -}}
{{- range concat (list (.ttl | default "6s")) (values (.ttlByPrefix | default dict)) -}}
{{- $shortest = min $shortest (include "corral.millis" . | int64) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $shortest -}}
{{- end -}}

{{/* The URL of Redis for the nodes. */}}
{{- define "corral.redis.url" -}}
{{- $scheme := ternary "rediss" "redis" (not (empty .Values.redis.tls.existingSecret)) -}}
{{- default (printf "%s://%s-redis:6379" $scheme (include "corral.fullname" .)) .Values.redis.external.url -}}
{{- end -}}

{{/*
The prefix of the release's Redis keys: namespace_release. Neither name contains an underscore, so that no two releases share it.
What is longer than 32 characters, or contains a dot, ends with a digest.
*/}}
{{- define "corral.redis.prefix" -}}
{{- $plain := printf "%s_%s" .Release.Namespace .Release.Name -}}
{{- $short := printf "%s-%s" ($plain | replace "." "-" | trunc 21) (sha256sum $plain | trunc 10) -}}
{{- default (ternary $plain $short (regexMatch "^[A-Za-z0-9_-]{1,32}$" $plain)) .Values.redis.external.prefix -}}
{{- end -}}

{{/* The access rules of the nodes' user: its keys, and the commands that a node sends and its scripts call. */}}
{{- define "corral.redis.rules" -}}
~{{ include "corral.redis.prefix" . }}:* resetchannels -@all +get +set +del +pttl +pexpire +time +info +eval +evalsha +client|tracking
{{- end -}}

{{/* The name of the Secret with the nodes' password; empty if an external Redis needs none. */}}
{{- define "corral.redis.secret" -}}
{{- if .Values.redis.existingSecret -}}
{{- .Values.redis.existingSecret -}}
{{- else if not .Values.redis.external.url -}}
{{- include "corral.fullname" . }}-redis
{{- end -}}
{{- end -}}

{{/* The URL of the origin for the nodes. */}}
{{- define "corral.origin.url" -}}
{{- default (printf "http://%s-origin:8090/rows/{key}" (include "corral.fullname" .)) .Values.origin.external.url -}}
{{- end -}}

{{/* Whether the release has the chart's own origin: because the nodes use it, or because origin.keep keeps it for old ones. */}}
{{- define "corral.origin.own" -}}
{{- with .Values.origin -}}
{{- if or (not .external.url) .keep }}yes{{ end -}}
{{- end -}}
{{- end -}}

{{/* The port of a URL: (list url "default"). */}}
{{- define "corral.port" -}}
{{- $port := regexFind ":[0-9]+$" (urlParse (index . 0)).host -}}
{{- default (index . 1) (trimPrefix ":" $port) -}}
{{- end -}}
