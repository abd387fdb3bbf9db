# shellcheck shell=bash disable=SC2154
# Checks of e2e.sh: installing, checking and uninstalling a release.

# chart COMMAND [ARGUMENT...]: helm with this release's name, chart and values: those of e2e.sh, or the file that values_file names
chart() {
  helm "$1" "$RELEASE" "$home/helm/corral" --namespace "$NAMESPACE" \
    --values "$made/images.yaml" --values "${values_file:-$home/k8s/e2e.yaml}" "${@:2}"
}
change() { chart upgrade --wait --timeout 6m "$@"; }

check_install() {
  helm uninstall "$RELEASE" --namespace "$NAMESPACE" --ignore-not-found --wait
  kubectl delete namespace "$NAMESPACE" --ignore-not-found
  local began=$SECONDS
  chart install --create-namespace --wait --timeout 6m
  saw "$(node_pods x | wc -w) nodes, ready after $((SECONDS - began)) s"
  client
  password >"$out/at-install"
}

# rendered: all objects of Kubernetes' own kinds that the chart can render
rendered() {
  chart template --set monitoring.enabled=true --set monitoring.grafana.enabled=true --set monitoring.dashboards.enabled=true \
    --set 'monitoring.loadTargets={load:9464}' --set switches.enabled=true --set warm.keys='{lock/one}' \
    --set autoscaling.enabled=true
}
# operated: the objects of the Prometheus Operator
operated() {
  local monitor
  for monitor in serviceMonitor podMonitor; do
    chart template --set monitoring.$monitor.enabled=true --set monitoring.prometheusRule.enabled=true \
      --show-only templates/monitoring-prometheusrule.yaml \
      --show-only "templates/monitoring-$(tr '[:upper:]' '[:lower:]' <<<"$monitor").yaml"
  done
}
has_operator() { kubectl get --raw /apis/monitoring.coreos.com/v1 >/dev/null 2>&1; }

# The server applies them: a board is larger than the annotation in which kubectl would store what it applied.
dry_run() { k apply --server-side --force-conflicts --dry-run=server --filename "$1"; }

check_dry_run() {
  rendered >"$out/$name/rendered.yaml"
  dry_run "$out/$name/rendered.yaml" | tee "$out/$name/answers"
  local beside=", without those of the Prometheus Operator, which the cluster does not have"
  if has_operator; then
    operated >"$out/$name/operated.yaml"
    dry_run "$out/$name/operated.yaml" | tee -a "$out/$name/answers"
    beside=
  fi
  saw "the API server accepts $(grep -c 'server dry run' "$out/$name/answers") objects$beside"
}

check_kubeconform() {
  if ! command -v kubeconform >/dev/null || ! command -v jq >/dev/null; then
    saw "skipped: kubeconform and jq are not both on PATH"
    return
  fi
  "$home/k8s/schemas"
  { rendered && operated; } | kubeconform -strict -summary -schema-location "$made/schemas/{{.ResourceKind}}{{.KindSuffix}}.json" | tee "$out/$name/said"
  saw "$(tail -n 1 "$out/$name/said")"
}

check_helm_test() {
  helm test "$RELEASE" --namespace "$NAMESPACE" --timeout 6m | tee "$out/$name/said"
  saw "$(grep -c 'Phase: *Succeeded' "$out/$name/said") test Pods succeeded"
}

password() { k get secrets --selector "$(of redis)" --output 'jsonpath={.items[*].data}' | cksum; }

check_password() {
  change --description again
  [ "$(password)" = "$(cat "$out/at-install")" ] || miss "an upgrade changed Redis' passwords"
  saw "the passwords are the same after an upgrade"
}

# All kinds that can be listed, even those that the chart does not render today.
left() {
  local kinds
  kinds=$(kubectl api-resources --verbs=list --namespaced --output name | grep -v '^events' | paste -sd, -)
  k get "$kinds" --selector "app.kubernetes.io/instance=$RELEASE" --ignore-not-found --output name
}

check_uninstall() {
  k delete pod corral-client --ignore-not-found
  helm uninstall "$RELEASE" --namespace "$NAMESPACE" --wait --timeout 3m
  local end=$((SECONDS + 60))
  while [ -n "$(left)" ]; do
    [ $SECONDS -lt $end ] || miss "left behind: $(left | paste -sd' ' -)"
    sleep 1
  done
  kubectl delete namespace "$NAMESPACE"
  saw "nothing is left"
}
