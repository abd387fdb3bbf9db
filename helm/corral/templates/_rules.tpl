{{/*
Fails if the values are those of an older chart. Every template needs the names of the release first, so that none reads a value that
these values lack.
*/}}
{{- define "corral.current" -}}
{{- if not (hasKey .Values "demonstration") -}}
{{- fail "demonstration has no value, as in the values of an older chart: upgrade with --reset-then-reuse-values in place of --reuse-values, or set it to true or false" -}}
{{- end -}}
{{- with .Values.redis.prefix -}}
{{- fail (printf "redis.prefix (%s) is replaced by redis.external.prefix: set redis.prefix=null and, with a Redis of your own, redis.external.prefix=%s, which keeps its rows and its access rule"
      . .) -}}
{{- end -}}
{{- end -}}

{{/* Fails unless one time is less than another: (list name time name time), each in milliseconds. */}}
{{- define "corral.less" -}}
{{- if ge (index . 1 | int64) (index . 3 | int64) -}}
{{- $sentence := "%s (%d ms) must be less than %s (%d ms): lower the first or raise the second" -}}
{{- fail (printf $sentence (index . 0) (index . 1 | int64) (index . 2) (index . 3 | int64)) -}}
{{- end -}}
{{- end -}}

{{/* Fails if an item of the values has the same name as another or as one of the chart's: (list "node.extraVolumes" "name" own extra). */}}
{{- define "corral.distinct" -}}
{{- $at := index . 0 -}}
{{- $field := index . 1 -}}
{{- $known := list -}}
{{- range index . 2 -}}
{{- $known = append $known (get . $field) -}}
{{- end -}}
{{- range index . 3 -}}
{{- if has (get . $field) $known -}}
{{- fail (printf "%s: the %s '%s' is in use, by the chart or by another item: choose another one" $at $field (get . $field)) -}}
{{- end -}}
{{- $known = append $known (get . $field) -}}
{{- end -}}
{{- end -}}

{{/* The longest load in milliseconds; behind a gate, it includes the wait in the queue. */}}
{{- define "corral.longestLoad" -}}
{{- with .Values.node -}}
{{- $turns := 1 -}}
{{- if include "corral.gated" $ -}}
{{- $turns = add 1 (div (add (int64 .gate.queue) (int64 .gate.loads) -1) (int64 .gate.loads)) -}}
{{- end -}}
{{- mul $turns (include "corral.millis" .load.timeout | int64) -}}
{{- end -}}
{{- end -}}

{{/* Whether a cache has a gate. */}}
{{- define "corral.gated" -}}
{{- range include "corral.caches" . | fromJson -}}
{{- if has "gate" .layers }}yes{{ end -}}
{{- end -}}
{{- end -}}
