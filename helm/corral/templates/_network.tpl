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

{{/* Pods of the namespace that may load the nodes and read the origin's ledger, in a demonstration. */}}
{{- define "corral.loadTest" -}}
- podSelector:
    matchLabels: {corral.dev/role: load-test}
{{- end -}}

{{/* Egress to the DNS resolver, by default at any address: some clusters run it on every machine, outside all Pods. */}}
{{- define "corral.dns" -}}
{{- with .Values.networkPolicy.egress.dns -}}
- ports:
  {{- range .ports }}
    - {protocol: UDP, port: {{ int . }}}
    - {protocol: TCP, port: {{ int . }}}
  {{- end }}
  {{- with .peers }}
  to: {{ toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}

{{/* The ports and peers of a destination outside of the release, as JSON: (list $ "origin"), "redis" or "traces". */}}
{{- define "corral.destination" -}}
{{- $values := (index . 0).Values -}}
{{- $own := get (dict "origin" $values.origin.external "redis" $values.redis.external "traces" $values.traces) (index . 1) -}}
{{- $url := default $own.endpoint $own.url -}}
{{- $port := ternary "6379" (ternary "443" "80" (hasPrefix "https:" $url)) (eq (index . 1) "redis") -}}
{{- dict "ports" (default (list (include "corral.port" (list $url $port))) $own.ports) "peers" $own.peers | toJson -}}
{{- end -}}

{{/* Egress to a destination outside of the release: (list $ "origin"). */}}
{{- define "corral.egress" -}}
{{- with include "corral.destination" . | fromJson -}}
- ports:
  {{- range .ports }}
    - port: {{ int . }}
  {{- end }}
  {{- with .peers }}
  to: {{ toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}

{{/* What a rule allows, in words: (list ports peers). */}}
{{- define "corral.allowed" -}}
{{- printf "%s %s of %s" (ternary "port" "ports" (eq (len (index . 0)) 1)) (join ", " (index . 0))
      (ternary "any address" "the given peers" (empty (index . 1))) -}}
{{- end -}}

{{/* The DNS rule in words. */}}
{{- define "corral.dns.allowed" -}}
{{- with .Values.networkPolicy.egress.dns -}}
{{- include "corral.allowed" (list .ports .peers) -}}
{{- end -}}
{{- end -}}

{{/* The rule of a destination in words: (list $ "origin"). */}}
{{- define "corral.destination.allowed" -}}
{{- with include "corral.destination" . | fromJson -}}
{{- include "corral.allowed" (list .ports .peers) -}}
{{- end -}}
{{- end -}}

{{/* What lets the nodes connect to "origin" or "redis", and what to set where it does not: (list $ "origin"). */}}
{{- define "corral.rule" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $dns := include "corral.dns.allowed" $root -}}
{{- $policy := printf "NetworkPolicy %s-node allows" (include "corral.fullname" $root) -}}
{{- if not $root.Values.networkPolicy.enabled -}}
No NetworkPolicy of this release restricts the connection.
{{- else if (index $root.Values $name).external.url -}}
{{ $policy }} {{ include "corral.destination.allowed" . }} for it, and {{ $dns }} for DNS. If its Pods listen at other ports or addresses, set {{ $name }}.external.ports and {{ $name }}.external.peers; if DNS does, set networkPolicy.egress.dns.
{{- else -}}
{{ $policy }} the {{ $name }} Pods of this release, and {{ $dns }} for DNS. If DNS listens at another port or address, set networkPolicy.egress.dns.
{{- end -}}
{{- end -}}

{{/* Egress to the collector of traces; empty if nothing is traced. */}}
{{- define "corral.traces" -}}
{{- if .Values.traces.endpoint -}}
{{- include "corral.egress" (list . "traces") -}}
{{- end -}}
{{- end -}}

{{/* The clients that may connect to the nodes, the tests of the release included; empty if all may. */}}
{{- define "corral.clients" -}}
{{- if .Values.networkPolicy.clients -}}
{{- toYaml .Values.networkPolicy.clients }}
{{- if .Values.demonstration }}
{{ include "corral.loadTest" . }}
{{- end }}
{{ include "corral.peer" (list . "test") }}
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
