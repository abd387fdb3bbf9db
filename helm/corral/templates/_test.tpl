{{/*
The Pod of a test: (dict "root" $ "name" "claim" "weight" "4" "image" image "args" (list "claim") "env" (dict NAME value)
"role" "load-test" "mounts" true if it connects to Redis). It runs the script of that name in scripts/. Helm 3.18 or newer prints the log of
a test that has failed.
*/}}
{{- define "corral.test" -}}
{{- $root := .root -}}
{{- $full := include "corral.fullname" $root -}}
apiVersion: v1
kind: Pod
metadata:
  name: {{ $full }}-test-{{ .name }}
  {{- $values := $root.Values.tests }}
  {{- $labels := merge (ternary (dict "corral.dev/role" .role) (dict) (hasKey . "role")) ($values.podLabels | default dict) }}
  {{- $annotations := dict "helm.sh/hook" "test" "helm.sh/hook-weight" .weight
        "helm.sh/hook-delete-policy" "before-hook-creation,hook-succeeded" "helm.sh/hook-output-log-policy" "hook-failed" }}
  {{- include "corral.metadata" (list $root "test" $labels (merge $annotations ($values.podAnnotations | default dict))) | nindent 2 }}
spec:
  {{- include "corral.workload" $root | nindent 2 }}
  restartPolicy: Never
  containers:
    - name: test
      {{- include "corral.image" (list $root .image) | nindent 6 }}
      {{- include "corral.container" $root | nindent 6 }}
      command: [sh]
      args: {{ prepend (rest .args) (printf "/etc/corral/tests/%s" (first .args)) | toJson }}
      env:
        {{- range $name, $value := .env }}
        - {name: {{ $name }}, value: {{ $value | quote }}}
        {{- end }}
      resources: {{ toYaml $root.Values.tests.resources | nindent 8 }}
      volumeMounts:
        - {name: tests, mountPath: /etc/corral/tests, readOnly: true}
        - {name: tmp, mountPath: /tmp}
        {{- if .mounts }}
        - {name: password, mountPath: /etc/corral/passwords, readOnly: true}
        {{- if $root.Values.redis.tls.existingSecret }}
        - {name: redis-ca, mountPath: /etc/corral/tls, readOnly: true}
        {{- end }}
        {{- end }}
  volumes:
    - name: tests
      configMap: {name: {{ $full }}-tests}
    - name: tmp
      emptyDir: {}
    {{- if .mounts }}
    - name: password
      secret:
        secretName: {{ include "corral.redis.secret" $root | quote }}
        defaultMode: 0440
        items: [{key: {{ $root.Values.redis.existingSecretKeys.password | quote }}, path: password}]
    {{- with $root.Values.redis.tls.existingSecret }}
    - name: redis-ca
      secret:
        secretName: {{ . | quote }}
        items: [{key: {{ $root.Values.redis.tls.existingSecretKeys.ca | quote }}, path: ca.crt}]
    {{- end }}
    {{- end }}
{{- end -}}

{{/*
The promises of the caches about a boundary, one line each: cache, promise, TTL in milliseconds. A cache of the ladder promises what
its name says, whatever values took out of its layers. Only caches whose boundaries are sharp are included: those without jitter,
early refreshes and near cache, with a TTL that a test can wait for.
*/}}
{{- define "corral.claims" -}}
{{- $names := dict "single-flight" "node" "lock" "fleet" "swr" "fleet" -}}
{{- range $name, $cache := include "corral.caches" . | fromJson -}}
{{- $ttl := include "corral.millis" (get (.ttlByPrefix | default dict) "hot" | default .ttl | default "6s") | int64 -}}
{{- $promised := get $names $name -}}
{{- if and (or $promised (has "lookup" .layers)) (not (has "near" .layers)) (not .beta) (not .jitter) (le $ttl 20000) -}}
{{- $promise := ternary "node" "herd" (has "single-flight" .layers) -}}
{{- if and (eq $promised "node") (eq $promise "herd") }}{{ $promise = "node" }}{{ end -}}
{{- if and (has "lock" .layers) (has "single-flight" .layers) }}{{ $promise = "fleet" }}{{ end -}}
{{- if eq $promised "fleet" }}{{ $promise = "fleet" }}{{ end -}}
{{ $name }} {{ $promise }} {{ $ttl }}
{{ end -}}
{{- end -}}
{{- end -}}

{{/* The caches of which nothing is claimed, as words. */}}
{{- define "corral.unclaimed" -}}
{{- $claims := include "corral.claims" . -}}
{{- $names := list -}}
{{- range $name := include "corral.cacheNames" . | splitList "," -}}
{{- if not (regexMatch (printf "(?m)^%s " $name) $claims) -}}
{{- $names = append $names $name -}}
{{- end -}}
{{- end -}}
{{- join ", " $names -}}
{{- end -}}

{{/* Why no claim can be tested; empty if one can. */}}
{{- define "corral.untested" -}}
{{- if .Values.origin.external.url -}}
only the chart's own origin has a ledger, and origin.external.url is set
{{- else if not .Values.origin.control -}}
the origin's ledger cannot be read, because origin.control is false
{{- else if not (include "corral.claims" .) -}}
no cache has sharp boundaries: one without near, jitter and beta, with a TTL of at most 20s
{{- end -}}
{{- end -}}
