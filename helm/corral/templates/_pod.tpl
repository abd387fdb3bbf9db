{{/* The settings of a Pod that runs under the release's ServiceAccount. */}}
{{- define "corral.workload" -}}
{{ include "corral.pod" . }}
{{- with include "corral.serviceAccount" . }}
serviceAccountName: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* The settings that all Pods of the release share: hardening and scheduling. */}}
{{- define "corral.pod" -}}
automountServiceAccountToken: false
# Otherwise Kubernetes would set a variable such as CORRAL_NODE_PORT for a Service whose name equals a property's.
enableServiceLinks: false
{{- with .Values.podSecurityContext }}
securityContext: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* The security context that all containers of the release share. */}}
{{- define "corral.container" -}}
{{- with .Values.securityContext -}}
securityContext: {{ toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}

{{/* The ServiceAccount of all Pods of the release; empty: that of the namespace. */}}
{{- define "corral.serviceAccount" -}}
{{- with .Values.serviceAccount -}}
{{- if .create -}}
{{- default (include "corral.fullname" $) .name -}}
{{- else -}}
{{- .name -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/*
The items of a Secret's volume, with other names of keys than those of the files: (dict "tls.crt" "certificate"). Empty if no name
differs. In both cases a missing key leaves its file out, and the start script of Redis names it.
*/}}
{{- define "corral.renamed" -}}
{{- $items := list -}}
{{- $renamed := false -}}
{{- range $path, $key := . -}}
{{- $items = append $items (dict "key" $key "path" $path) -}}
{{- if ne $path $key -}}
{{- $renamed = true -}}
{{- end -}}
{{- end -}}
{{- if $renamed -}}
items: {{ toJson $items }}
optional: true
{{- end -}}
{{- end -}}

{{/* More items of a list, from the values; nothing if there are none. */}}
{{- define "corral.more" -}}
{{- with . }}{{ toYaml . }}{{ end -}}
{{- end -}}

{{/* The probes of a Java service on its management port, with the times of the values: .Values.node.probes. */}}
{{- define "corral.probes" -}}
{{- $probes := . -}}
{{- range $name, $path := dict "startup" "started" "liveness" "live" "readiness" "ready" }}
{{ $name }}Probe:
  httpGet: {path: /q/health/{{ $path }}, port: management}
  {{- toYaml (get $probes $name) | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The checksum of the data of a template's ConfigMap: (list $ "redis-config.yaml"). Other labels or annotations do not restart a Pod. */}}
{{- define "corral.checksum" -}}
{{- $root := index . 0 -}}
{{- $map := include (printf "%s/%s" $root.Template.BasePath (index . 1)) $root | fromYaml -}}
{{- toJson $map.data | sha256sum -}}
{{- end -}}

{{/*
The annotations of the values for Pods with metrics, and, with the chart's Prometheus, those for one that discovers Pods by them:
(list $ .Values.node.podAnnotations 9081). Those of the values win.
*/}}
{{- define "corral.podAnnotations" -}}
{{- $scrape := dict "prometheus.io/scrape" "true" "prometheus.io/path" "/q/metrics" "prometheus.io/port" (index . 2 | toString) -}}
{{- with merge (dict) (index . 1 | default dict) (ternary $scrape (dict) (index . 0).Values.monitoring.enabled) -}}
{{- toYaml . -}}
{{- end -}}
{{- end -}}
