{{/* The configuration of Redis. It is an annotation of its Pod, so that it belongs to the revision. */}}
{{- define "corral.redis.conf" -}}
dir /data
aclfile /run/corral/users.acl
save ""
appendonly {{ ternary "yes" "no" .Values.redis.volumeClaim.enabled }}
maxmemory {{ include "corral.bytes" .Values.redis.maxmemory }}
maxmemory-policy {{ .Values.redis.maxmemoryPolicy }}
tcp-keepalive 60
{{- if .Values.redis.tls.existingSecret }}
port 0
tls-port 6379
tls-cert-file /etc/corral/tls/tls.crt
tls-key-file /etc/corral/tls/tls.key
tls-ca-cert-file /etc/corral/tls/ca.crt
tls-auth-clients no
{{- end }}
{{- end -}}
