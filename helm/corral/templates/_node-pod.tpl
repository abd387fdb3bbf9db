{{/*
The number of nodes in the manifest. With autoscaling it is the present number: without the field, Kubernetes would reduce the fleet to
one Pod until the autoscaler acts. Empty without a cluster, and before the first installation.
*/}}
{{- define "corral.node.replicas" -}}
{{- if .Values.autoscaling.enabled -}}
{{- $known := lookup "apps/v1" "Deployment" .Release.Namespace (printf "%s-node" (include "corral.fullname" .)) -}}
{{- if $known -}}
{{- max (dig "spec" "replicas" 0 $known | int) (int .Values.autoscaling.minReplicas) -}}
{{- end -}}
{{- else -}}
{{- .Values.node.replicas -}}
{{- end -}}
{{- end -}}

{{/* Spreads the nodes, so that the loss of a machine or a zone stops as few of them as possible. */}}
{{- define "corral.node.spread" -}}
{{- with .Values.node.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range . }}
  - labelSelector:
      matchLabels: {{ include "corral.selector" (list $ "node") | nindent 8 }}
    # Only the Pods of one rollout count; old Pods, which are about to be stopped, do not.
    matchLabelKeys: [pod-template-hash]
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- with .Values.node.affinity }}
affinity: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The smallest number of nodes. */}}
{{- define "corral.node.fewest" -}}
{{- ternary .Values.autoscaling.minReplicas .Values.node.replicas .Values.autoscaling.enabled | int -}}
{{- end -}}

{{- define "corral.node.mounts" -}}
- {name: config, mountPath: /deployments/config, readOnly: true}
- {name: tmp, mountPath: /tmp}
{{- if include "corral.redis.secret" . }}
- {name: redis, mountPath: /etc/corral/redis, readOnly: true}
{{- end }}
{{- if .Values.redis.tls.existingSecret }}
- {name: redis-ca, mountPath: /etc/corral/redis-ca, readOnly: true}
{{- end }}
{{- if .Values.switches.enabled }}
- {name: switches, mountPath: /etc/corral/switches, readOnly: true}
{{- end }}
{{- end -}}

{{/* The volumes of a node, with only those parts of the Secrets that it needs: no admin password, no private key of Redis. */}}
{{- define "corral.node.volumes" -}}
- name: config
  {{- include "corral.annotated" (list "application.properties") | nindent 2 }}
- name: tmp
  emptyDir: {}
{{- with include "corral.redis.secret" . }}
- name: redis
  secret:
    secretName: {{ . | quote }}
    defaultMode: 0440
    items: [{key: {{ $.Values.redis.existingSecretKeys.password | quote }}, path: password}]
{{- end }}
{{- with .Values.redis.tls.existingSecret }}
- name: redis-ca
  secret:
    secretName: {{ . | quote }}
    items: [{key: {{ $.Values.redis.tls.existingSecretKeys.ca | quote }}, path: ca.crt}]
{{- end }}
{{- with include "corral.switches.secret" . }}
- name: switches
  secret:
    secretName: {{ . | quote }}
    defaultMode: 0440
    items: [{key: {{ $.Values.switches.existingSecretKeys.token | quote }}, path: token}]
{{- end }}
{{- end -}}
