{{/* The head of a policy: (list $ name component). Ports are numbers: not every cluster supports names in egress rules. */}}
{{- define "corral.policy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "corral.fullname" (index . 0) }}-{{ index . 1 }}
  {{- include "corral.metadata" (list (index . 0) (index . 2)) | nindent 2 }}
{{- end -}}

{{/* The Pods of a component, as a peer: (list $ "node"). */}}
{{- define "corral.peer" -}}
- podSelector:
    matchLabels: {{ include "corral.selector" . | nindent 6 }}
{{- end -}}

{{/* Pods of the namespace that may load the nodes and read the origin's ledger. */}}
{{- define "corral.loadTest" -}}
- podSelector:
    matchLabels: {corral.dev/role: load-test}
{{- end -}}

{{/* Egress to the DNS resolver at any address: some clusters run it on every machine, outside all Pods. */}}
{{- define "corral.dns" -}}
- ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
{{- end -}}

{{/* Egress to the collector of traces; empty if nothing is traced. */}}
{{- define "corral.traces" -}}
{{- with .Values.traces -}}
{{- if .endpoint -}}
- ports: [{port: {{ include "corral.port" (list .endpoint (ternary "443" "80" (hasPrefix "https:" .endpoint))) }}}]
  {{- with .peers }}
  to: {{ toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The clients that may connect to the nodes; empty if all may. */}}
{{- define "corral.clients" -}}
{{- if .Values.networkPolicy.clients -}}
{{- toYaml .Values.networkPolicy.clients }}
{{ include "corral.loadTest" . }}
{{- else if eq .Values.node.service.type "ClusterIP" -}}
- podSelector: {}
{{- end -}}
{{- end -}}

{{/* The Pods that may scrape metrics; empty if none may. */}}
{{- define "corral.scrapers" -}}
{{- if .Values.monitoring.enabled }}
{{ include "corral.peer" (list . "prometheus") }}
{{- end }}
{{- with .Values.networkPolicy.monitoring }}
{{ toYaml . }}
{{- end }}
{{- end -}}
