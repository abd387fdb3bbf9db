# shellcheck shell=bash disable=SC2154
# Checks of e2e.sh: helm test passes where nothing is wrong, and fails with the cause where a node is cut off.

# helm_test [ARGUMENT...]: the tests of the release; their output is in the check's folder
helm_test() { helm test "$RELEASE" --namespace "$NAMESPACE" --timeout 6m "$@" >"$out/$name/tested" 2>&1; }

# limit_namespace: a quota on limits. Until it has a status, it refuses every Pod
limit_namespace() {
  k create quota corral-e2e --hard=limits.cpu=8,limits.memory=16Gi --dry-run=client --output yaml | k apply --filename - || return
  soon 30 counts_limits
}
counts_limits() { [ -n "$(k get quota corral-e2e --output 'jsonpath={.status.hard}')" ]; }

# Nobody but the load test is a client, and the namespace has a quota on limits. The claim needs a fleet without other load.
test_closed() {
  change --set-json 'networkPolicy.clients=[{"podSelector":{"matchLabels":{"app":"nobody"}}}]' || return
  limit_namespace || return
  helm_test --filter "!name=$(node_name)-test-claim"
}

check_helm_test_closed() {
  trap 'k delete quota corral-e2e --ignore-not-found; change' EXIT
  under_load 240 RATE=50 -- test_closed || miss "$(told)"
  saw "$(grep -c 'Phase: *Succeeded' "$out/$name/tested") test Pods succeeded with networkPolicy.clients and a quota: $(told)"
}

check_control_helm_test_closed() {
  trap 'k delete quota corral-e2e --ignore-not-found; change' EXIT
  change --set tests.resources.limits.cpu=null
  limit_namespace
  if helm_test --filter "name=$(node_name)-test-service"; then
    miss "a test Pod without a CPU limit was accepted: the control shows that the check of helm test under a quota cannot fail"
  fi
  grep -q 'failed quota' "$out/$name/tested" || miss "helm test failed, and not because of the quota: $(tail -n 1 "$out/$name/tested")"
  saw "the quota refused a test Pod without a CPU limit"
}

# foreign COMMAND [ARGUMENT...]: kubectl with the objects of foreign.yaml
foreign() {
  sed -e "s|ORIGIN_IMAGE|$ORIGIN_IMAGE|" -e "s|REDIS_IMAGE|$REDIS_IMAGE|" "$home/k8s/foreign.yaml" | k "$1" --filename - "${@:2}"
}
begin_foreign() {
  trap 'change; foreign delete --ignore-not-found --wait=false; k delete secret foreign-redis --ignore-not-found' EXIT
  foreign apply
  k wait pods --selector corral.dev/part-of=foreign --for=condition=Ready --timeout=180s
}

# is_cut_off WORDS...: whether helm test fails, and its output has each of the words. Helm before 3.18 prints no log of a test
is_cut_off() {
  local words
  if helm_test; then miss "helm test passed although the nodes are cut off"; fi
  if [[ $(helm version --template '{{.Version}}') =~ ^v3\.1[4-7]\. ]]; then
    k logs "$(node_name)-test-connections" >>"$out/$name/tested"
  fi
  for words; do
    grep -qF "$words" "$out/$name/tested" || miss "helm test does not name '$words': $(tail -n 1 "$out/$name/tested")"
  done
}

# The installation is green, because a node is ready without its origin.
check_cut_off() {
  local rows=(--set-string 'origin.external.url=http://foreign-origin/rows/{key}' --set-json 'warm.keys=[]')
  begin_foreign
  change "${rows[@]}"
  is_cut_off 'does not reach the origin at http://foreign-origin/rows/{key}' origin.external.ports
  change "${rows[@]}" --set 'origin.external.ports={8090}'
  helm_test || miss "helm test failed although the port of the origin's Pod is allowed: $(tail -n 2 "$out/$name/tested" | tr '\n' ' ')"
  saw "a Service with another target port: helm test failed and named origin.external.ports, and passed with it"
}

# to_foreign_redis [ARGUMENT...]: the release uses this Redis
to_foreign_redis() {
  change --set redis.external.url=redis://foreign-redis:16379 --set 'redis.external.ports={6379}' \
    --set redis.existingSecret=foreign-redis --set-json 'warm.keys=[]' "$@"
}

check_wrong_password() {
  local lines
  begin_foreign
  store_secret foreign-redis password=wrong
  to_foreign_redis
  is_cut_off 'does not reach Redis at redis://foreign-redis:16379' 'it refused the user or the password'
  need_release
  k logs --selector "$(of node)" --tail=-1 >"$out/$name/nodes"
  lines=$(grep -c 'Redis at foreign-redis:16379 is .*unavailable: it refused the user or the password' "$out/$name/nodes" || true)
  [ "$lines" -eq "$(replicas)" ] || miss "$(replicas) nodes logged the refused password $lines times"
  store_secret foreign-redis password=right
  restart
  helm_test || miss "helm test failed although the password is right: $(tail -n 2 "$out/$name/tested" | tr '\n' ' ')"
  saw "a wrong password: helm test failed and named it, each node logged it once; the right one passed"
}

# The notes state the rules of a user that may do only what a node does.
check_own_redis() {
  local rules
  begin_foreign
  store_secret foreign-redis password=right
  to_foreign_redis
  read -ra rules <<<"$(helm get notes "$RELEASE" --namespace "$NAMESPACE" | sed -n 's/^ *ACL SETUSER corral on >PASSWORD //p')"
  [ ${#rules[@]} -gt 0 ] || miss "the notes do not state the rules of a user for the nodes"
  k exec foreign-redis -- env REDISCLI_AUTH=right redis-cli acl setuser corral on '>another' "${rules[@]}" | grep -x OK
  store_secret foreign-redis password=another
  to_foreign_redis --set redis.external.user=corral
  soon 60 connected || miss "the nodes are not connected to Redis as the user corral"
  helm_test --filter "name=$(node_name)-test-connections" || miss "helm test failed: $(tail -n 2 "$out/$name/tested" | tr '\n' ' ')"
  saw "the nodes connect to another Redis as a user with the rules of the notes"
}
