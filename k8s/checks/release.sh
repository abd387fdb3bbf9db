# shellcheck shell=bash disable=SC2154
# Checks of e2e.sh: installing, checking and uninstalling a release.

# need_own_namespace: fails unless the namespace is free, or these scripts created it: they delete it with everything in it
need_own_namespace() {
  local found
  found=$(kubectl get namespace "$NAMESPACE" --ignore-not-found \
    --output 'jsonpath={.metadata.name} {.metadata.labels.corral\.dev/created-by}')
  case $found in
    '' | *' k8s') ;;
    *) fail "namespace $NAMESPACE exists, and k8s/${0##*/} would delete it with everything in it: set NAMESPACE to the name of a new one" ;;
  esac
}
# create_namespace: Pods that violate Pod Security "restricted" are refused there
create_namespace() {
  printf '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s", "labels": {
    "corral.dev/created-by": "k8s", "pod-security.kubernetes.io/enforce": "restricted"}}}' "$NAMESPACE" \
    | kubectl apply --filename -
}
delete_namespace() {
  need_own_namespace
  kubectl delete namespace "$NAMESPACE" --ignore-not-found --timeout=3m
}

# chart COMMAND [ARGUMENT...]: helm with this release's name, chart and values: those of e2e.sh, or the file that values_file names
chart() {
  helm "$1" "$RELEASE" "$home/helm/corral" --namespace "$NAMESPACE" \
    --values "$made/images.yaml" --values "${values_file:-$home/k8s/e2e.yaml}" "${@:2}"
}
change() { chart upgrade --wait --timeout 6m "$@"; }

check_install() {
  helm uninstall "$RELEASE" --namespace "$NAMESPACE" --ignore-not-found --wait --timeout 3m
  delete_namespace
  create_namespace
  local began=$SECONDS
  chart install --wait --timeout 6m
  saw "$(node_pods x | wc -w) nodes, ready after $((SECONDS - began)) s"
  client
}

# templates ARGUMENT...: renders the chart for the cluster's version, which helm template does not ask for
templates() {
  local version
  version=$(kubectl get --raw /version | sed -n 's/.*"gitVersion": *"\([^"]*\)".*/\1/p') || return
  chart template --kube-version "$version" "$@"
}

# rendered [ARGUMENT...]: all objects of Kubernetes' own kinds that the chart can render
rendered() {
  templates --set monitoring.enabled=true --set monitoring.grafana.enabled=true --set monitoring.dashboards.enabled=true \
    --set 'monitoring.loadTargets={load:9464}' --set switches.enabled=true --set warm.keys='{lock/one}' \
    --set traces.endpoint=http://collector:4318 --set autoscaling.enabled=true \
    --set ingress.enabled=true --set 'ingress.hosts[0].host=cache.shop' "$@"
}
# operated: the objects of the Prometheus Operator
operated() {
  local monitor
  for monitor in serviceMonitor podMonitor; do
    templates --set monitoring.$monitor.enabled=true --set monitoring.prometheusRule.enabled=true \
      --show-only templates/monitoring-prometheusrule.yaml \
      --show-only "templates/monitoring-$(tr '[:upper:]' '[:lower:]' <<<"$monitor").yaml"
  done
}
has_operator() { kubectl get --raw /apis/monitoring.coreos.com/v1 >/dev/null 2>&1; }

# The server applies them: kubectl would warn of every object of the release, which Helm has created.
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

# reports [ARGUMENT...]: what kube-score reports of the rendered objects, one line each: CHECK KIND/COMPONENT. Its exit code is 1 too
# where it has reports, so that only its output shows a failure
reports() {
  local scores=$out/$name/scores.json options
  options=$(sed -n 's/^\(--[a-z-]*\) .*/\1/p' "$exceptions")
  rendered "$@" >"$out/$name/rendered.yaml"
  # shellcheck disable=SC2086
  kube-score score --kubernetes-version v1.30 --output-format json $options "$out/$name/rendered.yaml" >"$scores" || [ -s "$scores" ]
  jq --raw-output '.[]
    | (.type_meta.kind + "/" + (.object_meta.labels["app.kubernetes.io/component"] // .object_meta.name)) as $object
    | .checks[] | select((.skipped | not) and .grade <= 5) | .check.id + " " + $object' "$scores" | sort -u
}
exceptions=$home/k8s/kube-score-exceptions
# unexplained FILE: compares reports with the exceptions
unexplained() {
  awk 'NR == FNR && /^(#|$)/ { next }
    NR == FNR { known[$1 " " $2]; if (NF < 3) print "without a reason: " $0; next }
    ($1 " " $2) in known { used[$1 " " $2]; next }
    ($1 " *") in known { used[$1 " *"]; next }
    { print "not in the exceptions: " $0 }
    END { for (each in known) if (each !~ /^--/ && !(each in used)) print "no longer needed: " each }' "$exceptions" "$1"
}
has_kube_score() { command -v kube-score >/dev/null && command -v jq >/dev/null; }

check_kube_score() {
  has_kube_score || { saw "skipped: kube-score and jq are not both on PATH"; return; }
  reports >"$out/$name/reports"
  unexplained "$out/$name/reports" >"$out/$name/unexplained"
  [ ! -s "$out/$name/unexplained" ] || miss "$(paste -sd';' "$out/$name/unexplained")"
  saw "$(wc -l <"$out/$name/reports" | tr -d ' ') reports, each with its reason in k8s/kube-score-exceptions"
}

check_control_kube_score() {
  has_kube_score || { saw "skipped: kube-score and jq are not both on PATH"; return; }
  reports --set securityContext.readOnlyRootFilesystem=false >"$out/$name/reports"
  unexplained "$out/$name/reports" >"$out/$name/unexplained"
  grep -q 'readonlyrootfilesystem Deployment/node$' "$out/$name/unexplained" \
    || miss "kube-score reports no writable root file system: the control shows that the check of its reports cannot fail"
  saw "with a writable root file system: $(wc -l <"$out/$name/unexplained" | tr -d ' ') reports without a reason"
}

check_helm_test() {
  helm test "$RELEASE" --namespace "$NAMESPACE" --timeout 6m | tee "$out/$name/said"
  saw "$(grep -c 'Phase: *Succeeded' "$out/$name/said") test Pods succeeded"
}

password() {
  local data
  data=$(k get secrets --selector "$(of secrets)" --output 'jsonpath={.items[*].data}')
  [ -n "$data" ] && cksum <<<"$data"
}

# deny_jobs: a policy of the namespace's owner that denies every connection of the Jobs for Secrets
deny_jobs() {
  printf '{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "corral-e2e-deny"}, "spec": {
    "podSelector": {"matchLabels": {"app.kubernetes.io/name": "corral-secrets"}}, "policyTypes": ["Ingress", "Egress"]}}' \
    | k apply --filename -
}

check_password() {
  local before
  before=$(password)
  trap 'k delete networkpolicy corral-e2e-deny --ignore-not-found' EXIT
  deny_jobs
  change --description again
  [ "$(password)" = "$before" ] || miss "an upgrade changed Redis' passwords"
  helm rollback "$RELEASE" --namespace "$NAMESPACE" --wait --timeout 6m
  [ "$(password)" = "$before" ] || miss "a rollback changed Redis' passwords"
  saw "the passwords are the same after an upgrade, in a namespace that denies connections, and a rollback"
}

# All kinds that can be listed, even those that the chart does not render today.
left() {
  local kinds
  # An aggregated API that does not answer is no reason to see nothing of the others.
  kinds=$({ kubectl api-resources --verbs=list --namespaced --output name || true; } | grep -v '^events' | paste -sd, -)
  [ -n "$kinds" ] || return 1
  k get "$kinds" --selector "app.kubernetes.io/instance=$RELEASE" --ignore-not-found --output name
}

# uninstalled: uninstalls the release, and fails unless nothing is left of it within a minute
uninstalled() {
  helm uninstall "$RELEASE" --namespace "$NAMESPACE" --wait --timeout 3m
  local end=$((SECONDS + 60)) remains
  until remains=$(left) && [ -z "$remains" ]; do
    [ $SECONDS -lt $end ] || miss "left behind: $(paste -sd' ' - <<<"${remains:-kubectl could not list the objects}")"
    sleep 1
  done
}

# refuses SENTENCE ARGUMENT...: whether Helm refuses to upgrade the release with these arguments, with this sentence
refuses() {
  if chart upgrade "${@:2}" >"$out/$name/answer" 2>&1; then miss "Helm accepted ${*:2}"; fi
  grep -qF -- "$1" "$out/$name/answer" || miss "Helm refused ${*:2} without '$1': $(tail -n 1 "$out/$name/answer")"
}

# install_predecessor: another release, of chart 0.2.0, in which the Secret belongs to the release; it is removed at the end of the check
install_predecessor() {
  RELEASE=$RELEASE-old
  trap 'helm uninstall "$RELEASE" --namespace "$NAMESPACE" --ignore-not-found --wait --timeout 3m' EXIT
  git -C "$home" archive "$PREDECESSOR" helm/corral dashboards k8s/e2e.yaml | tar -x -C "$out/$name" \
    || miss "the commit of chart 0.2.0 is not in this checkout: fetch it, or set PREDECESSOR"
  helm uninstall "$RELEASE" --namespace "$NAMESPACE" --ignore-not-found --wait --timeout 3m
  helm install "$RELEASE" "$out/$name/helm/corral" --namespace "$NAMESPACE" --values "$made/images.yaml" \
    --values "$out/$name/k8s/e2e.yaml" --set node.replicas=1 --wait --timeout 6m
}
passwords_of_redis() { k get secret "$RELEASE-redis" --output 'jsonpath={.data}'; }

check_adopt() {
  local before
  install_predecessor
  before=$(passwords_of_redis)
  refuses 'Helm would delete it with the upgrade' --set "redis.existingSecret=$RELEASE-redis"
  refuses 'upgrade with --reset-then-reuse-values' --reuse-values
  refuses 'the keys of this release began with corral' --set redis.external.url=redis://redis.shop
  change --set node.replicas=1
  [ "$(passwords_of_redis)" = "$before" ] || miss "the upgrade from chart 0.2.0 changed the passwords of Redis"
  soon 60 connected || miss "the node is not connected to Redis after the upgrade from chart 0.2.0"
  uninstalled
  saw "a release of chart 0.2.0 was upgraded with its passwords, and nothing of it is left"
}

# Without the Job, Helm deletes what the new manifest lacks.
check_control_adopt() {
  install_predecessor
  chart upgrade --no-hooks --set node.replicas=1
  ! passwords_of_redis || miss "Helm kept the Secret of chart 0.2.0 without the Job: the control shows that the check of the upgrade cannot fail"
  saw "without the Job, Helm deleted the Secret of chart 0.2.0"
}

check_uninstall() {
  k delete pod corral-client --ignore-not-found
  uninstalled
  delete_namespace
  saw "nothing is left"
}
