# shellcheck shell=bash disable=SC2154
# Checks of e2e.sh: changes under load. Readers use kept-alive connections through the Service.

check_scopes() {
  OUT=$out/$name/runs "$home/k8s/compare-scopes" --replicas "$sizes" --quick
  saw "promises kept at $sizes nodes: $(cd "$out/$name/runs" && grep -h '^| [a-z-]* | [0-9]' nodes-*/scopes.md | tr -d '|' | tr -s ' ' | paste -sd';' -)"
}

# k6_started PROCESS: waits until the Job of k8s/k6, which is this process, runs
k6_started() {
  until [ "$(k get job corral-k6 --output 'jsonpath={.status.ready}' 2>/dev/null)" = 1 ]; do
    kill -0 "$1" || miss "k6 did not start: $(tail -n 1 "$out/$name/log")"
    sleep 0.5
  done
}

# under_load SECONDS NAME=VALUE... -- COMMAND...: runs the command during the load, which must last longer than the command. It tests
# the exit code of each command, because bash does not end a function at a failing one where the function's own exit code is tested.
# The load is the k6 script that load_script names
load_script=rollout
under_load() {
  local given=("DURATION=$1s" USERS=600) load code=0
  shift
  until [ "$1" = -- ]; do given+=("$1"); shift; done
  shift
  OUT=$out/$name TARGETS=service "$home/k8s/k6" "$load_script" "${given[@]}" &
  load=$!
  k6_started $load
  sleep 10
  local began=$SECONDS
  "$@" || {
    kill $load 2>/dev/null || true
    wait $load || true
    miss "the change under load failed: $*; its output is in target/e2e/$name/log"
  }
  changed=$((SECONDS - began))
  kill -0 $load 2>/dev/null || miss "the change took longer than the load (${given[0]}): raise DURATION"
  wait $load || code=$?
  ask "$(control ledger)" >"$out/$name/ledger.ndjson" || miss "the origin's ledger could not be read"
  return $code
}
# The promises of k6's output, in one line.
told() { sed -n '/^kept\|^MISSED/p' "$out/$name/k6.log" | tr -s ' ' | sed 's/: promised/, promised/' | paste -sd';' -; }

restart() {
  need_release
  k rollout restart "$nodes" && k rollout status "$nodes" --timeout 5m && settled "$(replicas)"
}

check_rollout() {
  under_load 80 -- restart || miss "$(told)"
  saw "all Pods replaced in $changed s: $(told)"
}

# The stack without the near cache; during the upgrade nodes with the old and the new stack run at the same time.
new_stack() { change --set 'caches.full.layers={deadline,lookup,single-flight,lock,fill,breaker,gate,timeout}' --set caches.full.beta=2; }

check_upgrade() {
  trap change EXIT
  under_load 120 -- new_stack || miss "$(told)"
  saw "stack changed in $changed s: $(told)"
}

# The Pod template of the nodes.
template() { k get deployments --selector "$(of node)" --output 'jsonpath={.items[0].spec.template}' | cksum; }
roll_back() { helm rollback "$RELEASE" --namespace "$NAMESPACE" --wait --timeout 6m; }

check_rollback() {
  local before
  before=$(template)
  trap change EXIT
  new_stack
  [ "$(template)" != "$before" ] || miss "the new stack did not change the nodes"
  under_load 80 -- roll_back || miss "$(told)"
  [ "$(template)" = "$before" ] || miss "the nodes are not those of the previous revision"
  helm history "$RELEASE" --namespace "$NAMESPACE"
  helm upgrade "$RELEASE" "$home/helm/corral" --namespace "$NAMESPACE" --reset-then-reuse-values --wait --timeout 6m
  [ "$(template)" = "$before" ] || miss "an upgrade without other values changed the nodes"
  saw "rolled back in $changed s: $(told)"
}

up_and_down() {
  need_release
  at_boundary && scale 6 && at_boundary && scale 2
}
# Waits until the hot key's TTL ends.
at_boundary() {
  local fresh
  fresh=$(ask "http://$(node_name)-node:8081/caches/lock/hot/entry" | sed -n 's/.*"freshMillis": *\([0-9]*\).*/\1/p')
  sleep "$(printf '%d.%03d' $((${fresh:-0} / 1000)) $((${fresh:-0} % 1000)))"
}

check_scale() {
  need_release
  trap 'scale 3' EXIT
  under_load 90 CACHE=lock RATE=100 -- up_and_down || miss "$(told)"
  saw "3, 6, 2 nodes in $changed s: $(told)"
}

# holders_go COMMAND...: runs the command three times on the Pod that loads the hot key while others wait for it
holders_go() {
  local round holder
  need_release
  for round in 1 2 3; do
    holder=$(holder_of hot) || { say "round $round: no Pod held the lock of the hot key within 10 s"; return 1; }
    "$@" "$holder" || return
    sleep 3
    settled "$(replicas)" || return
    say "round $round: $(replicas) nodes are ready again"
  done
}
# waiting_readers COMMAND...: with loads of a second, so that at every boundary many reads wait at the Pod that stops
waiting_readers() {
  ask --request POST --data '{"kind":"slow","forMillis":90000,"factor":5}' "$(control faults)" || miss "the origin could not be slowed down"
  local code=0
  under_load 80 CACHE=lock RATE=100 -- holders_go "$@" || code=$?
  ask --request DELETE "$(control faults)"
  return $code
}
failed_reads() { sed -n 's/.*errors: promised 0.*, seen \([0-9]*\).*/\1/p' "$out/$name/k6.log" | tail -n 1; }

check_drain() {
  waiting_readers k delete pod --wait=false || miss "$(told)"
  saw "three Pods stopped during their loads, in $changed s: $(told)"
}

check_control_drain() {
  waiting_readers crash || true
  [ "$(failed_reads)" -gt 0 ] || miss "no read failed although Pods crashed during their loads: the control shows that the check of the drain cannot fail"
  saw "three Pods crashed during their loads: $(failed_reads) reads failed"
}

check_control_naive() {
  local code=0
  need_release
  OUT=$out/$name "$home/k8s/k6" scopes SCOPES=naive BOUNDARIES=3 DURATION=12s || code=$?
  [ $code -eq 99 ] || miss "without a scope no promise was missed (k6 ended with exit code $code): the control shows that the check of the scopes cannot fail"
  saw "without a scope: $(told)"
}

# misses_at_capacity NODES: makes the load one of which half of the reads are of new keys, and sets rate to 60 % of the reads per second that
# this number of nodes serves of it while one more starts on the same machine; 90 readers that send their next read at once measure them. The
# origin needs 30 ms until the check ends, so that the nodes are the limit
misses_at_capacity() {
  local code=0 capacity load
  need_release
  load_script=misses
  ask --request POST --data '{"kind":"slow","forMillis":900000,"factor":0.15}' "$(control faults)" || miss "the origin could not be made quick"
  OUT=$out/$name/capacity TARGETS=service "$home/k8s/k6" misses RATE=0 USERS=90 DURATION=20s &
  load=$!
  k6_started $load
  scale $(($1 + 1))
  wait $load || code=$?
  scale "$1"
  # Reads may fail at the capacity, so that a missed threshold is no reason to stop.
  [ $code -eq 0 ] || [ $code -eq 99 ] || miss "the capacity could not be measured: k6 ended with exit code $code"
  capacity=$(sed -n 's/.*capacity: promised some, seen \([0-9]*\) reads.*/\1/p' "$out/$name/capacity/k6.log" | tail -n 1)
  rate=$((${capacity:-0} * 6 / 10))
  [ "$rate" -gt 0 ] || miss "the capacity could not be measured: see target/e2e/$name/capacity/k6.log"
}
end_faults() { ask --request DELETE "$(control faults)" || true; }
first_pod() { node_pods '{.metadata.name}' | cut -d' ' -f1; }
replace_one() { k delete pod "$(first_pod)" && settled "$(replicas)"; }
add_one() { scale $(($(replicas) + 1)); }

check_misses() {
  local each before said=()
  need_release
  before=$(replicas)
  # shellcheck disable=SC2064
  trap "end_faults; scale $before" EXIT
  misses_at_capacity "$before"
  for each in replace_one add_one restart; do
    under_load 150 "RATE=$rate" -- "$each" || miss "$each at $rate reads/s: $(told)"
    said+=("${each//_/ } in $changed s: $(told)")
    [ "$(replicas)" = "$before" ] || scale "$before"
  done
  saw "at $rate reads/s, half of them of new keys: $(printf '%s; ' "${said[@]}")"
}

# The same rollout with Pods that are ready while their code is cold.
check_control_misses() {
  local code=0
  trap 'end_faults; change' EXIT
  change --set warm.rehearsal=0s
  misses_at_capacity "$(replicas)"
  under_load 150 "RATE=$rate" -- restart || code=$?
  [ $code -eq 99 ] || miss "no promise was missed although Pods were ready while their code was cold (k6 ended with exit code $code): the control shows that the check of misses cannot fail"
  saw "all Pods replaced without a rehearsal at $rate reads/s, half of them of new keys: $(told)"
}
