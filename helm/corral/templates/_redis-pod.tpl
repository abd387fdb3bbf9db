{{- define "corral.redis.mounts" -}}
- {name: config, mountPath: /etc/corral/redis, readOnly: true}
- {name: passwords, mountPath: /etc/corral/passwords, readOnly: true}
- {name: users, mountPath: /run/corral}
- {name: data, mountPath: /data}
{{- if .Values.redis.tls.existingSecret }}
- {name: tls, mountPath: /etc/corral/tls, readOnly: true}
{{- end }}
{{- end -}}

{{- define "corral.redis.volumes" -}}
- name: config
  configMap: {name: {{ include "corral.fullname" . }}-redis}
- name: passwords
  secret:
    secretName: {{ include "corral.redis.secret" . }}
    defaultMode: 0440
    {{- with .Values.redis.existingSecretKeys }}
    {{- include "corral.renamed" (dict "password" .password "admin-password" .adminPassword) | nindent 4 }}
    {{- end }}
# In memory, because it contains the digests of the passwords.
- name: users
  emptyDir: {medium: Memory, sizeLimit: 1Mi}
{{- if not .Values.redis.volumeClaim.enabled }}
- name: data
  emptyDir: {}
{{- end }}
{{- with .Values.redis.tls.existingSecret }}
- name: tls
  secret:
    secretName: {{ . }}
    defaultMode: 0440
    {{- with $.Values.redis.tls.existingSecretKeys }}
    {{- include "corral.renamed" (dict "ca.crt" .ca "tls.crt" .certificate "tls.key" .key) | nindent 4 }}
    {{- end }}
{{- end }}
{{- end -}}
