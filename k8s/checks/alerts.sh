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

# the_panel FILTER: the filter's output for the herd's panel of the board
the_panel() {
  # shellcheck disable=SC2016
  jq --raw-output --exit-status --arg title "$panel" "first(.. | objects | select(.title? == \$title and .targets?)) | $1" \
    "$home/dashboards/stampede.json"
}

# panel_query: the panel's first query, with the board's variables filled in
panel_query() {
  the_panel '.targets[0].expr' | sed -e "s/\$namespace/$NAMESPACE/g" -e 's/\$cache/.+/g' -e 's/\$node/.+/g' \
    -e 's/\$__rate_interval/5s/g' -e 's/\$__interval/1s/g'
}

# panel_is_healthy: whether the panel's query returns values, and the panel draws each of them in green
panel_is_healthy() {
  local query steps
  query=$(panel_query) || miss "dashboards/stampede.json has no panel '$panel' with a query"
  steps=$(the_panel '.fieldConfig.defaults.thresholds.steps | select(length > 1) | tojson') || miss "panel '$panel' has no threshold"
  prometheus query --data-urlencode "query=$query" | jq --exit-status --argjson steps "$steps" '
    [.data.result[].value[1] | select(. != "NaN") | tonumber]
    | length > 0 and all(.[]; . as $value | [$steps[] | select(.value == null or .value <= $value)] | last.color == "green")'
}

# within SECONDS COMMAND...: repeats the command until it succeeds, and records the alerts that fire meanwhile
within() {
  local end=$((SECONDS + $1))
  shift
  until firing >>"$out/$name/fired" && "$@"; do
    [ $SECONDS -lt $end ] || return 1
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
