# shellcheck shell=bash disable=SC2034,SC2154
# The herds of drill. For each: a function that describes it (its alert, the panel that shows it, the
# alerts that may follow from it, the load, the runbook's step), and NAME_cause and NAME_heal.
herds=(hot-key redis-dead)

describe_hot_key() {
  alert=CorralOriginSpikes
  panel='Queries per boundary'
  # The same spikes are misses; readers at a boundary wait for a rebuild.
  follows='CorralMissRateHigh CorralColdStart CorralHitRatioBurn CorralLatencyBurn'
  # 2 % of the reads are of new keys: a steady load, which the panel does not count.
  load=(boundary CACHE=naive RATE=60)
  look='k8s/ctl status'
  step='k8s/ctl stack naive --with single-flight,lock'
}
# The load itself: the cache has no mitigation.
cause_hot_key() { :; }
# From the first revision after those that were there; there is none if the step was refused.
heal_hot_key() {
  local before
  before=$(sed -n '1s/^revision \([0-9]*\).*/\1/p' "$out/$name/status" 2>/dev/null) || return 0
  [ -z "$before" ] || typed 60 k8s/ctl undo $((before + 1)) || [ ! -e "$out/$name/stepped" ]
}

describe_redis_dead() {
  alert=CorralRedisDown
  panel='Redis connected'
  # Pushes come from Redis. Without it, nodes load for themselves, and when it is back, it is empty.
  follows='CorralPushLost CorralBreakerOpen CorralMissRateHigh CorralOriginSpikes CorralColdStart CorralStaleShareHigh'
  follows+=' CorralShedding CorralMissingKeyStorm CorralAvailabilityBurn CorralHitRatioBurn CorralLatencyBurn'
  load=(boundary CACHE=full RATE=100)
  look=
  step="kubectl --namespace $NAMESPACE scale statefulset/$full-redis --replicas 1"
}
cause_redis_dead() { k scale "statefulset/$full-redis" --replicas 0; }
heal_redis_dead() { limited 60 kubectl --namespace "$NAMESPACE" scale "statefulset/$full-redis" --replicas 1; }

# start_load SCRIPT [NAME=VALUE...]: k6 in the background, until k6 sends reads; its process is in running
start_load() {
  OUT=$out/$name/k6 "$home/k8s/k6" "$@" BOUNDARIES=2 DURATION=420s &
  running=$!
  until [ "$(k get job corral-k6 --output 'jsonpath={.status.ready}' 2>/dev/null)" = 1 ]; do
    kill -0 $running || miss "k6 did not start: $(tail -n 1 "$out/$name/log")"
    sleep 0.5
  done
}
end_load() { end_job "$running" 40; }

# typed SECONDS COMMAND...: runs a command in the repository, where a person would type it
typed() {
  local code=0
  pushd "$home" >/dev/null || return
  limited "$@" || code=$?
  popd >/dev/null || return
  return $code
}

# course HERD: its cause, its alert, the step, and the way back
course() {
  local herd=$1 began fired healthy_again
  "describe_$herd"
  : >"$out/$name/fired"
  within 60 alert_is_resolved || miss "$alert fires before its cause"
  follows+=" $(firing | paste -sd' ' -)"
  within 60 panel_is_healthy || miss "panel '$panel' shows no healthy value before the cause"
  start_load "${load[@]}"
  # shellcheck disable=SC2064
  trap "end_load; heal_$herd" EXIT
  began=$SECONDS
  "cause_$herd"
  within 120 alert_fires || miss "$alert did not fire within 120 s"
  fired=$((SECONDS - began))
  began=$SECONDS
  # Word by word, as a person types it.
  # shellcheck disable=SC2086
  [ -z "$look" ] || typed 120 $look >"$out/$name/status" || miss "the command failed: $look"
  # shellcheck disable=SC2086
  typed 120 $step && touch "$out/$name/stepped" || miss "the step failed: $step"
  within 180 panel_is_healthy || miss "panel '$panel' was not healthy within 180 s of: $step"
  healthy_again=$((SECONDS - began))
  within 180 alert_is_resolved || miss "$alert was not resolved within 180 s of: $step"
  kill -0 "$running" || miss "the load ended before $alert was resolved"
  printf '%s\t' "${herd//_/-}" "$alert" "$fired" "$step" "$healthy_again" "$((SECONDS - began))" "$(others)" >"$out/$name/row"
  saw "$alert after $fired s; $step; healthy after $healthy_again s, resolved after $((SECONDS - began)) s; other alerts: $(others)"
}

check_hot_key() { course hot_key; }
check_redis_dead() { course redis_dead; }

# A minute of load on a cache with all mitigations, in which no alert fires.
check_control() {
  local end alert='' follows=''
  : >"$out/$name/fired"
  start_load boundary CACHE=full RATE=100
  trap end_load EXIT
  within 60 is_served || miss "Prometheus shows no load on the cache full"
  end=$((SECONDS + 60))
  while [ $SECONDS -lt $end ]; do
    firing >>"$out/$name/fired"
    sleep 0.5
  done
  is_served || miss "the load on the cache full ended early"
  [ "$(others)" = none ] || miss "alerts fired under a healthy load: $(others)"
  saw "60 s of load on the cache full: no alert fired"
}
is_served() {
  prometheus query --data-urlencode "query=sum(corral:goodput:rate_short{namespace=\"$NAMESPACE\",cache=\"full\"})" \
    | jq --exit-status 'any(.data.result[].value[1] | tonumber; . > 50)'
}
