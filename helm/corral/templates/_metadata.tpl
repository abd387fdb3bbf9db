{{/* The selector labels of a component's Pods: (list $ "node"). */}}
{{- define "corral.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: corral
app.kubernetes.io/instance: {{ $root.Release.Name | quote }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* The labels of a component's objects, those of the values included: (list $ "node"), or with more labels: (list $ "node" labels). */}}
{{- define "corral.labels" -}}
{{- $root := index . 0 -}}
{{- $own := dict
      "app.kubernetes.io/version" $root.Chart.AppVersion
      "app.kubernetes.io/managed-by" $root.Release.Service
      "helm.sh/chart" (printf "%s-%s" $root.Chart.Name ($root.Chart.Version | replace "+" "_")) -}}
{{- $selector := include "corral.selector" . | fromYaml -}}
{{- $more := ternary (dict) (last .) (eq (len .) 2) -}}
{{- merge $selector $own ($more | default dict) ($root.Values.commonLabels | default dict) | toYaml -}}
{{- end -}}

{{/*
The labels and the annotations of a component's object, as fields of its metadata: (list $ "node"), or with more labels and
annotations: (list $ "node" labels annotations).
*/}}
{{- define "corral.metadata" -}}
{{- $root := index . 0 -}}
{{- $labels := dict -}}
{{- $annotations := dict -}}
{{- if gt (len .) 2 -}}
{{- $labels = index . 2 -}}
{{- $annotations = merge (dict) (index . 3 | default dict) -}}
{{- end -}}
labels: {{ include "corral.labels" (list $root (index . 1) $labels) | nindent 2 }}
{{- with merge $annotations ($root.Values.commonAnnotations | default dict) }}
annotations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The labels of a component's Pods: (list $ "node" .Values.node.podLabels). The component's labels win over the common ones. */}}
{{- define "corral.podLabels" -}}
{{- $common := (index . 0).Values.commonLabels | default dict -}}
{{- merge (include "corral.selector" . | fromYaml) (index . 2 | default dict) $common | toYaml -}}
{{- end -}}
