# shellcheck shell=bash disable=SC2154
# Checks of e2e.sh: undone and stuck rollouts, autoscaling, the change to an origin of one's own, and a volume for Redis.

# stack CACHE: its description at every node, each different one once
stack() {
  local ip
  for ip in $(node_pods '{.status.podIP}'); do ask "http://$ip:8081/caches/$1" && say; done | sort -u
}

# The stack is changed, and the change is undone without Helm.
change_and_undo() {
  new_stack || return
  [ "$(stack full)" != "$before" ] || { say "the upgrade did not change the stack"; return 1; }
  k rollout undo "$nodes" && k rollout status "$nodes" --timeout 5m && settled "$(replicas)"
}

check_undo() {
  local before pods
  need_release
  # A node that still ends, after an earlier change, has another stack.
  settled "$(replicas)"
  before=$(stack full)
  trap change EXIT
  under_load 200 -- change_and_undo || miss "$(told)"
  [ "$(stack full)" = "$before" ] || miss "after kubectl rollout undo, the nodes do not have the stack that they had before the change"
  pods=$(node_pods '{.metadata.name}')
  change
  [ "$(node_pods '{.metadata.name}')" = "$pods" ] || miss "an upgrade to the configuration that the nodes have restarted them"
  saw "stack changed and undone in $changed s, and a later upgrade restarts no node: $(told)"
}

# crashed POD: whether its node has ended at least once
crashed() { [ "$(k get pod "$1" --output 'jsonpath={.status.containerStatuses[0].restartCount}')" -gt 0 ] 2>/dev/null; }

# A configuration that the chart accepts and the node refuses. An old Pod is deleted while the rollout is stuck.
stick_and_roll_back() {
  local old new='' pod end=$((SECONDS + 120))
  read -ra old <<<"$(node_pods '{.metadata.name}')"
  chart upgrade --set 'warm.keys={full/hot,lock/a/../b}' || return
  until [ -n "$new" ] && crashed "$new"; do
    [ $SECONDS -lt $end ] || { say "no node refused the configuration within 120 s"; return 1; }
    for pod in $(node_pods '{.metadata.name}'); do
      [[ " ${old[*]} " == *" $pod "* ]] || new=$pod
    done
    sleep 1
  done
  k delete pod "${old[0]}" --timeout=120s || return
  k wait "$nodes" --for="jsonpath={.status.readyReplicas}=${#old[@]}" --timeout=120s \
    || { say "the old Pod that was replaced is not ready: it does not have the old configuration"; return 1; }
  helm rollback "$RELEASE" --namespace "$NAMESPACE" --wait --timeout 5m && settled "${#old[@]}"
}

check_stuck() {
  need_release
  settled "$(replicas)"
  trap change EXIT
  under_load 220 -- stick_and_roll_back || miss "$(told)"
  saw "an old Pod was replaced during a stuck rollout, which was rolled back, in $changed s: $(told)"
}

# sized COMMAND...: runs the command; every number of nodes that the Deployment has meanwhile is in a file
sized() {
  local watch code=0
  kubectl --namespace "$NAMESPACE" get "$nodes" --watch --output 'jsonpath={.spec.replicas}{"\n"}' >"$out/$name/sizes" &
  watch=$!
  sleep 2
  "$@" || code=$?
  sleep 5
  kill $watch
  wait $watch || true
  return $code
}
smallest() { sort -n "$out/$name/sizes" | head -n 1; }
autoscale() { change --set autoscaling.enabled=true --set "autoscaling.minReplicas=$before"; }

check_autoscaling() {
  local before
  need_release
  before=$(replicas)
  trap 'change; settled "$(replicas)"' EXIT
  under_load 100 -- sized autoscale || miss "$(told)"
  [ "$(smallest)" -ge "$before" ] || miss "turning autoscaling on reduced the fleet from $before to $(smallest) nodes"
  saw "autoscaling turned on in $changed s, with $before nodes and never fewer: $(told)"
}

# What an upgrade without the present number does: the field is removed.
check_control_autoscaling() {
  local before
  need_release
  before=$(replicas)
  # shellcheck disable=SC2064
  trap "scale $before" EXIT
  sized k patch "$nodes" --type json --patch '[{"op": "remove", "path": "/spec/replicas"}]'
  [ "$(smallest)" -eq 1 ] || miss "without the number of nodes the Deployment had at least $(smallest): the control shows that the check of autoscaling cannot fail"
  saw "without the number of nodes, the Deployment had $(smallest)"
}

own_origin() {
  need_release
  k set image --local --filename "$home/k8s/own-origin.yaml" "origin=$ORIGIN_IMAGE" --output yaml | k apply --filename -
  k expose pod corral-own-origin --port 8090 --dry-run=client --output yaml | k apply --filename -
  k wait pod/corral-own-origin --for=condition=Ready --timeout=120s
}
to_own_origin() { change --set-string 'origin.external.url=http://corral-own-origin:8090/rows/{key}' "$@"; }
to_own_release() {
  change
  k delete pod,service corral-own-origin --ignore-not-found
}

# during_queries SECONDS COMMAND...: runs the command while four clients read through the cache none, so that each read is a query. The
# reads must last longer than the command; their statuses are in a file
during_queries() {
  local reads code=0
  # shellcheck disable=SC2016
  kubectl --namespace "$NAMESPACE" exec corral-client -- sh -c '
    end=$(($(date +%s) + $1))
    for client in 1 2 3 4; do
      while [ "$(date +%s)" -lt "$end" ]; do
        curl -s -m 12 -o /dev/null -w "%{http_code}\n" "$2/caches/none/row-$client" || true
      done &
    done
    wait' read "$1" "http://$(node_name)-node:8081" >"$out/$name/statuses" &
  reads=$!
  sleep 5
  "${@:2}" || code=$?
  kill -0 $reads || miss "the change took longer than the reads ($1 s), or the reads could not start"
  wait $reads || miss "the reads were interrupted"
  return $code
}
failed_queries() { grep -vc '^200$' "$out/$name/statuses" || true; }
queries() { grep -c . "$out/$name/statuses" || true; }
status() { k exec corral-client -- curl -s -m 12 -o /dev/null -w '%{http_code}' "http://$(node_name)-node:8081/caches/$1"; }

check_origin() {
  local first
  trap to_own_release EXIT
  own_origin
  during_queries 160 to_own_origin --set origin.keep=true || miss "the upgrade failed: see target/e2e/$name/log"
  [ "$(failed_queries)" -eq 0 ] || miss "$(failed_queries) of $(queries) reads failed while the nodes changed to another origin"
  first=$(queries)
  during_queries 80 to_own_origin || miss "the upgrade failed: see target/e2e/$name/log"
  [ "$(failed_queries)" -eq 0 ] || miss "$(failed_queries) of $(queries) reads failed when the chart's origin was removed"
  [ -z "$(k get deployments --selector "$(of origin)" --output name)" ] || miss "the chart's origin is still there"
  to_own_origin --set demonstration=false --set 'warm.keys={full/hot}'
  [ "$(status none/row) $(status full/row)" = '404 200' ] || miss "without the demonstration, none and full answered $(status none/row) and $(status full/row)"
  saw "$((first + $(queries))) queries while nodes changed to another origin and the chart's was removed, 0 failed; without the demonstration, none is unknown"
}

check_control_origin() {
  trap to_own_release EXIT
  own_origin
  during_queries 160 to_own_origin || true
  [ "$(failed_queries)" -gt 0 ] || miss "no read failed although the origin was deleted before the old nodes: the control shows that the check of the origin cannot fail"
  saw "without origin.keep, $(failed_queries) of $(queries) reads failed"
}

# stored_releases: the number of revisions that Helm has stored
stored_releases() { k get secrets --selector "owner=helm,name=$RELEASE" --output name | grep -c .; }

check_volume() {
  local before said
  before=$(stored_releases)
  said=$(chart upgrade --set redis.volumeClaim.enabled=true 2>&1) && miss "Helm accepted a volume for a Redis that has none"
  say "$said"
  grep -q 'delete statefulset .* --cascade=foreground' <<<"$said" || miss "Helm did not name the command: $(tail -n 1 <<<"$said")"
  [ "$(stored_releases)" = "$before" ] || miss "Helm refused the volume after it had begun to upgrade"
  saw "a volume for a Redis that has none is refused before anything changes"
}
