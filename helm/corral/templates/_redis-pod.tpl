{{/* A volume in words: (list enabled size class). */}}
{{- define "corral.volume" -}}
{{- if index . 0 -}}
a volume of {{ index . 1 }}{{ with index . 2 }} of the class {{ . }}{{ end }}
{{- else -}}
no volume
{{- end -}}
{{- end -}}

{{/* The same with the size in bytes, by which two are compared: the API server writes 1024Mi as 1Gi. */}}
{{- define "corral.volumeInBytes" -}}
{{- include "corral.volume" (list (index . 0) (include "corral.bytes" (index . 1)) (index . 2)) -}}
{{- end -}}

{{/* The keys of the Secrets that have other names than the files in Redis' Pod, as words: reader for the file password is password=reader. */}}
{{- define "corral.redis.keys" -}}
{{- $keys := list -}}
{{- with .Values.redis -}}
{{- range $file, $key := dict
      "password" .existingSecretKeys.password
      "admin-password" .existingSecretKeys.adminPassword
      "ca.crt" .tls.existingSecretKeys.ca
      "tls.crt" .tls.existingSecretKeys.certificate
      "tls.key" .tls.existingSecretKeys.key -}}
{{- if ne $file $key -}}
{{- $keys = append $keys (printf "%s=%s" $file $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- join " " $keys -}}
{{- end -}}

{{/*
The seconds in which the script of a probe waits for Redis: less than the probe's timeout, because a probe that does not end in time counts
as a failure. The argument is the times of the probe.
*/}}
{{- define "corral.patience" -}}
{{- max 1 (sub (default 1 .timeoutSeconds | int) 2) -}}
{{- end -}}

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
  projected:
    sources:
      - {{ include "corral.annotated" (list "redis.conf") | nindent 8 | trim }}
      - configMap: {name: {{ include "corral.fullname" . }}-redis}
- name: passwords
  secret:
    secretName: {{ include "corral.redis.secret" . | quote }}
    defaultMode: 0440
    {{- with .Values.redis.existingSecretKeys }}
    {{- $items := dict "password" .password "admin-password" .adminPassword "second-password" "second-password" }}
    {{- include "corral.renamed" $items | nindent 4 }}
    {{- end }}
# In memory, because it contains the digests of the passwords, and the password of the user of this Pod.
- name: users
  emptyDir: {medium: Memory, sizeLimit: 1Mi}
{{- if not .Values.redis.volumeClaim.enabled }}
- name: data
  emptyDir: {}
{{- end }}
{{- with .Values.redis.tls.existingSecret }}
- name: tls
  secret:
    secretName: {{ . | quote }}
    defaultMode: 0440
    {{- with $.Values.redis.tls.existingSecretKeys }}
    {{- include "corral.renamed" (dict "ca.crt" .ca "tls.crt" .certificate "tls.key" .key) | nindent 4 }}
    {{- end }}
{{- end }}
{{- end -}}
