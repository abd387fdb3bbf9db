# shellcheck shell=bash disable=SC2154
# Checks of e2e.sh: installing, checking and uninstalling a release.

# chart COMMAND [ARGUMENT...]: helm with this release's name, chart and values
chart() {
  helm "$1" "$RELEASE" "$home/helm/corral" --namespace "$NAMESPACE" --values "$made/images.yaml" --values "$home/k8s/e2e.yaml" "${@:2}"
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

# All objects that the chart can render, monitoring included.
rendered() { chart template --set monitoring.enabled=true --set warm.keys='{lock/one}' --set autoscaling.enabled=true; }

check_dry_run() {
  rendered >"$out/$name/rendered.yaml"
  k apply --dry-run=server --filename "$out/$name/rendered.yaml" | tee "$out/$name/answers"
  saw "the API server accepts $(grep -c 'server dry run' "$out/$name/answers") objects"
}

check_kubeconform() {
  if ! command -v kubeconform >/dev/null || ! command -v jq >/dev/null; then
    saw "skipped: kubeconform and jq are not both on PATH"
    return
  fi
  "$home/k8s/schemas"
  rendered | kubeconform -strict -summary -schema-location "$made/schemas/{{.ResourceKind}}{{.KindSuffix}}.json" | tee "$out/$name/said"
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
