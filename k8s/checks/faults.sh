# shellcheck shell=bash disable=SC2154
# Checks of e2e.sh: a lock holder dies, and many nodes start at once.

# client: starts a Pod for requests. ask ARGUMENT...: curl in that Pod
client() {
  k set image --local --filename "$home/k8s/client.yaml" "client=$NODE_IMAGE" --output yaml | k apply --filename -
  k wait pod/corral-client --for=condition=Ready --timeout=60s
  # NetworkPolicies apply to a new Pod a moment after it starts.
  ask --retry 15 --retry-all-errors --retry-delay 1 --output /dev/null "$(control ledger/live)"
}
ask() { k exec corral-client -- curl --silent --show-error --fail --max-time 12 "$@"; }
node_name() { need_release; local full=${nodes##*/}; echo "${full%-node}"; }
control() { echo "http://$(node_name)-origin-control:9090/$1"; }

# read_all KEY ADDRESS...: sends five reads of the key to every node at once; prints an address and a status per line
read_all() {
  # The shell in the Pod expands the variables.
  # shellcheck disable=SC2016
  k exec corral-client -- sh -c 'key=$1; shift
    for ip; do for n in 1 2 3 4 5; do
      curl -s -m 15 -o /dev/null -w "$ip %{http_code}\n" "http://$ip:8081/caches/lock/$key" &
    done; done; wait' read "$@"
}

# holder_of KEY: the Pod that holds its lock, as soon as one does
holder_of() {
  local end=$((SECONDS + 10)) holder=''
  until [ -n "$holder" ]; do
    [ $SECONDS -lt $end ] || return 1
    holder=$(ask "http://$(node_name)-node:8081/caches/lock/$1/entry" | sed -n 's/.*"holder": *"\([^":]*\):.*/\1/p')
  done
  echo "$holder"
}

# crash POD: kills its process without a shutdown. (A Pod that is deleted by force still gets SIGTERM.)
crash() { k exec "$1" -- sh -c 'kill -SEGV 1' || say "$1 ended before kubectl did"; }

check_holder() {
  local key ips ip holder answered count
  key=held-$SECONDS
  need_release
  settled "$(replicas)"
  read -ra ips <<<"$(node_pods '{.status.podIP}')"
  trap 'ask --request DELETE "$(control faults)"' EXIT
  # Loads of two seconds: long enough to find the holder, and within the timeout of a load.
  ask --request POST --data '{"kind":"slow","forMillis":20000,"factor":10}' "$(control faults)"
  read_all "$key" "${ips[@]}" >"$out/$name/reads" &
  local reads=$!
  holder=$(holder_of "$key") || miss "no Pod held the lock of $key within 10 s"
  ip=$(k get pod "$holder" --output 'jsonpath={.status.podIP}')
  crash "$holder"
  k delete pod "$holder" --force --grace-period=0
  wait $reads || true
  ask --request DELETE "$(control faults)"
  ask "$(control ledger)" >"$out/$name/ledger.ndjson"
  answered=$(grep -v "^$ip " "$out/$name/reads" | grep -c ' 200$' || true)
  count=$(grep -c "\"key\":\"$key\"" "$out/$name/ledger.ndjson" || true)
  settled "$(replicas)"
  saw "$holder crashed while it held the lock; $answered of $((5 * (${#ips[@]} - 1))) reads at the other nodes were answered, $count queries at the origin, 2 promised"
  [ "$answered" -eq $((5 * (${#ips[@]} - 1))) ]
  # One query alone would mean that the holder completed its load.
  [ "$count" -eq 2 ]
}

# redis_is_ready: whether its Pod exists and is ready. kubectl wait fails at once where the deleted Pod has no successor yet
redis_is_ready() { k wait pods --selector "$(of redis)" --for=condition=Ready --timeout=5s; }
# replace_redis: Redis starts anew, empty unless it has a volume
replace_redis() { k delete pods --selector "$(of redis)" && soon 120 redis_is_ready; }

check_ten_pods() {
  local keys=() key sum=0 most=0 count began nodes_before
  for key in 1 2 3 4 5; do keys+=("lock/warm-$key"); done
  need_release
  nodes_before=$(replicas)
  # shellcheck disable=SC2064
  trap "change --set node.replicas=$nodes_before" EXIT
  scale 0
  replace_redis || miss "Redis was not ready within 120 s"
  ask --request DELETE "$(control ledger)"
  began=$SECONDS
  # A TTL longer than the slowest start; otherwise a late Pod would rightly query again.
  chart upgrade --set node.replicas=10 --set caches.lock.ttl=30m --set "warm.keys={$(IFS=,; echo "${keys[*]}")}"
  settled 10 420 || miss "ten Pods were not ready within 7 minutes"
  began=$((SECONDS - began))
  ask "$(control ledger)" >"$out/$name/ledger.ndjson"
  for key in "${keys[@]}"; do
    count=$(grep -c "\"key\":\"${key#*/}\"" "$out/$name/ledger.ndjson" || true)
    sum=$((sum + count))
    if [ "$count" -gt "$most" ]; then most=$count; fi
  done
  saw "ten Pods ready in $began s; ${#keys[@]} keys, $sum queries, at most $most per key"
  [ "$most/$sum" = "1/${#keys[@]}" ]
}
