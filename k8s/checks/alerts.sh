# shellcheck shell=bash disable=SC2154
# Functions of drill that read alerts and panels through the API of the chart's Prometheus. They use full (the name of the
# release's objects) and the description of a herd: see herds.sh.

# prometheus PATH [CURL ARGUMENT...]: the answer of its API, requested inside the cluster
prometheus() { ask --get "${@:2}" "http://$full-prometheus:9090/api/v1/$1"; }

# firing: the names of the alerts that fire, one per line
firing() { prometheus alerts | jq --raw-output '[.data.alerts[] | select(.state == "firing") | .labels.alertname] | unique[]'; }

# A failed request to Prometheus is neither: with `! alert_fires` it would be a resolved alert.
alert_fires() { grep -qx "$alert" <<<"$(firing)"; }
alert_is_resolved() {
  local now
  now=$(firing) && ! grep -qx "$alert" <<<"$now"
}

# panel_query: the first query of the herd's panel in the board, with the board's variables filled in
panel_query() {
  # shellcheck disable=SC2016
  jq --raw-output --exit-status --arg title "$panel" \
    'first(.. | objects | select(.title? == $title and .targets?) | .targets[0].expr)' "$home/dashboards/stampede.json" \
    | sed -e "s/\$namespace/$NAMESPACE/g" -e 's/\$cache/.+/g' -e 's/\$node/.+/g' -e 's/\$__rate_interval/5s/g' -e 's/\$__interval/1s/g'
}

# panel_is_healthy: whether the panel's query returns values, and all of them are healthy
panel_is_healthy() {
  local query
  query=$(panel_query) || miss "dashboards/stampede.json has no panel '$panel' with a query"
  prometheus query --data-urlencode "query=$query" \
    | jq --exit-status "[.data.result[].value[1] | select(. != \"NaN\") | tonumber] | length > 0 and all(.[]; $healthy)"
}

# within SECONDS COMMAND...: repeats the command until it succeeds, and records the alerts that fire meanwhile
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    firing >>"$out/$name/fired"
    sleep 0.5
  done
}

# others: the alerts that fired and are neither the herd's nor known to follow from it
others() {
  local each seen=()
  for each in $(sort -u "$out/$name/fired"); do
    [[ " $alert $follows " == *" $each "* ]] || seen+=("$each")
  done
  echo "${seen[*]:-none}"
}
