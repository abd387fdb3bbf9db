{{/*
The Secrets that the chart creates, as JSON: a list of {"name": ..., "keys": [...]}. No template draws a value, because a render without a
cluster would draw another one each time.
*/}}
{{- define "corral.drawn" -}}
{{- $drawn := list -}}
{{- $full := include "corral.fullname" . -}}
{{- if not (or .Values.redis.external.url .Values.redis.existingSecret) -}}
{{- $drawn = append $drawn (dict "name" (printf "%s-redis" $full) "keys" (list "password" "admin-password")) -}}
{{- end -}}
{{- if and .Values.switches.enabled (not .Values.switches.existingSecret) -}}
{{- $drawn = append $drawn (dict "name" (printf "%s-switches" $full) "keys" (list "token")) -}}
{{- end -}}
{{- if $drawn -}}
{{- toJson $drawn -}}
{{- end -}}
{{- end -}}

{{/*
The annotations of a hook's object, as JSON: (list "pre-install,pre-upgrade" weight). It exists only while the hook runs. Helm 3.18 or newer
prints the log of a Job that has failed.
*/}}
{{- define "corral.hook" -}}
{{- dict "helm.sh/hook" (index . 0) "helm.sh/hook-weight" (index . 1)
      "helm.sh/hook-delete-policy" "before-hook-creation,hook-succeeded"
      "helm.sh/hook-output-log-policy" "hook-failed" | toJson -}}
{{- end -}}

{{/*
The objects of a Job that creates or deletes Secrets: (dict "root" $ "name" "secrets" "hook" "pre-install,pre-upgrade" "rules" rules
"args" (list "draw" ...)).
*/}}
{{- define "corral.secrets.job" -}}
{{- $root := .root -}}
{{- $full := include "corral.fullname" $root -}}
{{- $name := printf "%s-%s" $full .name -}}
{{- $labels := include "corral.labels" (list $root "secrets") | fromYaml -}}
{{- $podLabels := dict
      "app.kubernetes.io/name" "corral-secrets"
      "app.kubernetes.io/instance" $root.Release.Name
      "app.kubernetes.io/component" .name -}}
{{- $annotations := dict
      "helm.sh/resource-policy" "keep"
      "argocd.argoproj.io/sync-options" "Prune=false"
      "argocd.argoproj.io/compare-options" "IgnoreExtraneous" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $name }}
  {{- include "corral.metadata" (list $root "secrets" (dict) (include "corral.hook" (list .hook "-3") | fromJson)) | nindent 2 }}
automountServiceAccountToken: false
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: {{ $name }}
  {{- include "corral.metadata" (list $root "secrets" (dict) (include "corral.hook" (list .hook "-3") | fromJson)) | nindent 2 }}
rules: {{ toYaml .rules | nindent 2 }}
---
{{- if $root.Values.networkPolicy.enabled }}
# A namespace can have a policy of its own that denies everything. The address and the port of the API server are unknown to a chart.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ $name }}
  {{- include "corral.metadata" (list $root "secrets" (dict) (include "corral.hook" (list .hook "-3") | fromJson)) | nindent 2 }}
spec:
  podSelector:
    matchLabels: {{ toYaml $podLabels | nindent 6 }}
  policyTypes: [Ingress, Egress]
  egress: [{}]
---
{{- end }}
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: {{ $name }}
  {{- include "corral.metadata" (list $root "secrets" (dict) (include "corral.hook" (list .hook "-2") | fromJson)) | nindent 2 }}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{ $name }}}
subjects:
  - {kind: ServiceAccount, name: {{ $name }}, namespace: {{ $root.Release.Namespace | quote }}}
---
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ $name }}
  {{- include "corral.metadata" (list $root "secrets" (dict) (include "corral.hook" (list .hook "-1") | fromJson)) | nindent 2 }}
spec:
  # The script repeats requests itself; what it reports does not heal by another Pod.
  backoffLimit: 1
  # Time for the first pull of the image on a machine.
  activeDeadlineSeconds: 600
  # Time to read the log of a Job that has failed. Until then, kubectl apply of a changed Job is refused.
  ttlSecondsAfterFinished: 600
  template:
    metadata:
      # Another name than that of the release's Pods: their NetworkPolicies deny connections to the API server. No sidecar of a service
      # mesh: it does not end with the script, and the Job would never be complete.
      labels: {{ merge (dict "sidecar.istio.io/inject" "false") $podLabels ($root.Values.commonLabels | default dict) | toYaml | nindent 8 }}
      annotations: {sidecar.istio.io/inject: "false", linkerd.io/inject: disabled}
    spec:
      {{- include "corral.pod" $root | nindent 6 }}
      serviceAccountName: {{ $name }}
      restartPolicy: Never
      containers:
        - name: secrets
          {{- include "corral.image" (list $root $root.Values.node.image) | nindent 10 }}
          {{- include "corral.container" $root | nindent 10 }}
          command: [sh, -c]
          args:
            - |
              {{- $root.Files.Get "scripts/secrets.sh" | nindent 14 }}
            - secrets
            {{- range .args }}
            - {{ . | quote }}
            {{- end }}
          env:
            - {name: NAMESPACE, value: {{ $root.Release.Namespace | quote }}}
            - {name: DEPLOYMENT, value: {{ $full }}-node}
            - {name: STATEFUL_SET, value: {{ $full }}-redis}
            - name: LABELS
              value: {{ merge (dict "corral.dev/drawn" "true") (omit $labels "app.kubernetes.io/managed-by") | toJson | quote }}
            # Neither Helm nor Argo CD deletes a Secret with these annotations while the release exists.
            - name: ANNOTATIONS
              value: {{ merge $annotations ($root.Values.commonAnnotations | default dict) | toJson | quote }}
          resources: {{ toYaml $root.Values.tests.resources | nindent 12 }}
          volumeMounts:
            - {name: identity, mountPath: /var/run/secrets/corral, readOnly: true}
            - {name: tmp, mountPath: /tmp}
      volumes:
        - name: identity
          projected:
            defaultMode: 0440
            sources:
              - serviceAccountToken: {path: token, expirationSeconds: 600}
              - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
        - name: tmp
          emptyDir: {}
{{- end -}}
