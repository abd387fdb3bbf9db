# shellcheck shell=bash disable=SC2154
# Checks of e2e.sh: Secrets that lack a key, and Secrets that are renewed under load. The commands are those of the chart's README.

in_redis() { k exec "statefulset/$(node_name)-redis" -- "$@"; }

# as_admin COMMAND: a shell command in Redis' container, in which "$cli" is redis-cli as the administrator
as_admin() {
  # The shell in the Pod expands the variables.
  # shellcheck disable=SC2016
  in_redis sh -c 'export REDISCLI_AUTH="$(cat /etc/corral/passwords/admin-password)"
    cli="redis-cli --no-auth-warning --user admin"
    if [ -d /etc/corral/tls ]; then cli="$cli --tls --insecure"; fi
    '"$1"
}

# reconnect: closes the connections of all nodes, so that each opens new ones; prints how many it closed
# shellcheck disable=SC2016
reconnect() { as_admin '$cli client kill user corral'; }

# soon SECONDS COMMAND...: repeats the command until it succeeds
soon() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 1
  done
}

# connected: whether every node is connected to Redis, for commands and for pushes
connected() {
  local pod state
  for pod in $(node_pods '{.metadata.name}'); do
    state=$(k exec "$pod" -- curl --silent --max-time 5 http://localhost:9081/q/health/ready) || return 1
    [[ $state == *'"store": "connected"'* && $state == *'"push": "live"'* ]] || return 1
  done
}

# all_have FILE CONTENT: whether the file has this content in every node
all_have() {
  local pod
  for pod in $(node_pods '{.metadata.name}'); do
    [ "$(k exec "$pod" -- cat "$1")" = "$2" ] || return 1
  done
}

# refresh: the kubelet updates mounted Secrets within two minutes, and those of a changed Pod at once
refresh() { k annotate pods --selector "app.kubernetes.io/instance=$RELEASE" --overwrite "corral.dev/refreshed=$SECONDS"; }

# runs COMPONENT...: the containers of these components, one line each. Another container of Redis has no data
runs() {
  local each line='{.metadata.uid} {.status.containerStatuses[0].restartCount}{"\n"}'
  for each; do k get pods --selector "$(of "$each")" --output "jsonpath={range .items[*]}$line{end}"; done | sort
}
# ended RUNS: those of these containers that no longer run
ended() { comm -23 <(printf '%s\n' "$1") <(runs redis node); }

# reconnected: whether connections of every node were closed, and it connects again. Directly after the end of a connection, a node still
# reports it as connected
reconnected() {
  local closed
  closed=$(reconnect) || return
  say "$closed connections closed"
  [ "$closed" -ge "$(replicas)" ] && sleep 5 && soon 60 connected
}

# store_secret NAME KEY=VALUE: creates or replaces the Secret
store_secret() { k create secret generic "$1" --from-literal="$2" --dry-run=client --output yaml | k apply --filename -; }

rotate() {
  local secret old new
  secret=$(node_name)-redis
  new=$(openssl rand -hex 32) || return
  old=$(k get secret "$secret" --template '{{.data.password | base64decode}}') || return
  k patch secret "$secret" --patch "{\"stringData\": {\"second-password\": \"$new\"}}" && refresh || return
  in_redis sh /etc/corral/redis/passwords 2 || return
  k patch secret "$secret" --patch "{\"stringData\": {\"password\": \"$new\", \"second-password\": \"$old\"}}" && refresh || return
  soon 100 all_have /etc/corral/redis/password "$new" || return
  k patch secret "$secret" --type json --patch '[{"op": "remove", "path": "/data/second-password"}]' && refresh || return
  in_redis sh /etc/corral/redis/passwords 1
}

# reconnect_under_load: the nodes have no Redis for a moment, so that each loads for itself
reconnect_under_load() { under_load 70 SCOPE=node -- reconnected; }

check_rotate() {
  local before took kept
  soon 60 connected || miss "the nodes are not connected to Redis"
  need_release
  settled "$(replicas)"
  before=$(runs redis node)
  # Open connections stay.
  under_load 150 -- rotate || miss "during the rotation: $(told)"
  took=$changed
  kept=$(told)
  reconnect_under_load || miss "when the nodes connected with the new password: $(told)"
  [ -z "$(ended "$before")" ] || miss "the rotation restarted Redis or a node"
  saw "password rotated in $took s, no Pod restarted: $kept; every node connected with the new password: $(told)"
}

# accept_password: Redis accepts the password of the Secret
# shellcheck disable=SC2016
accept_password() { as_admin '$cli acl setuser corral resetpass ">$(cat /etc/corral/passwords/password)"'; }

# A password that Redis does not accept: the check of the connections must notice it.
check_control_rotate() {
  local noticed=no
  soon 60 connected || miss "the nodes are not connected to Redis"
  trap accept_password EXIT
  # shellcheck disable=SC2016
  as_admin '$cli acl setuser corral resetpass ">another"'
  reconnect
  sleep 5
  connected || noticed=yes
  accept_password
  soon 60 connected || miss "the nodes did not connect again"
  [ $noticed = yes ] || miss "nodes with a refused password count as connected: the control shows that the check of the rotation cannot fail"
  saw "nodes with a refused password were not connected"
}

# certify NAME: stores a certificate for Redis, of an authority of this name, in the Secret of the check
certify() {
  local folder=$out/$name/$1 host curve=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
  host=$(node_name)-redis
  mkdir -p "$folder"
  printf 'subjectAltName=DNS:%s\n' "$host" >"$folder/names"
  openssl req -x509 "${curve[@]}" -days 2 -subj "/CN=authority $1" -keyout "$folder/ca.key" -out "$folder/ca.crt" || return
  openssl req "${curve[@]}" -subj "/CN=$host" -keyout "$folder/tls.key" -out "$folder/tls.csr" || return
  openssl x509 -req -in "$folder/tls.csr" -CA "$folder/ca.crt" -CAkey "$folder/ca.key" -CAcreateserial -days 1 \
    -extfile "$folder/names" -out "$folder/tls.crt" || return
  k create secret generic corral-e2e-tls --from-file="$folder/ca.crt" --from-file="$folder/tls.crt" --from-file="$folder/tls.key" \
    --dry-run=client --output yaml | k apply --filename -
}

# serves NAME: whether Redis serves the certificate of this authority, and not only mounts it
serves() {
  [ "$(in_redis cat /etc/corral/tls/ca.crt)" = "$(cat "$out/$name/$1/ca.crt")" ] && in_redis sh /etc/corral/redis/ready
}

renew() {
  need_release
  certify second && refresh || return
  soon 100 serves second || return
  soon 100 all_have /etc/corral/redis-ca/ca.crt "$(cat "$out/$name/second/ca.crt")" || return
  # A node that starts later.
  scale 4 && soon 60 connected
}

check_renew() {
  local before began lines took kept
  command -v openssl >/dev/null || miss "openssl is not on PATH: install it"
  trap 'change; k delete secret corral-e2e-tls --ignore-not-found' EXIT
  certify first
  change --set redis.tls.existingSecret=corral-e2e-tls
  soon 60 connected || miss "the nodes are not connected to Redis over TLS"
  need_release
  settled "$(replicas)"
  before=$(runs redis node)
  # Nodes without TLS connected to this Redis until they were replaced.
  began=$(k logs "statefulset/$(node_name)-redis" | grep -c . || true)
  # Open connections stay.
  under_load 200 -- renew || miss "during the renewal: $(told)"
  took=$changed
  kept=$(told)
  reconnect_under_load || miss "when the nodes connected with the new certificate: $(told)"
  [ -z "$(ended "$before")" ] || miss "the renewal restarted Redis or a node"
  k logs --selector "$(of node)" --tail=-1 --max-log-requests 20 >"$out/$name/nodes.log"
  k logs "statefulset/$(node_name)-redis" | tail -n "+$((began + 1))" >"$out/$name/redis.log"
  lines=$(grep -c 'Error accepting a client connection' "$out/$name/redis.log" || true)
  [ "$lines" -le 10 ] || miss "Redis logged $lines connections without a TLS handshake: see target/e2e/$name/redis.log"
  ! grep -qE 'stackTrace|"exception"' "$out/$name/nodes.log" || miss "the nodes logged stack traces: see target/e2e/$name/nodes.log"
  saw "certificate and authority renewed in $took s, no Pod restarted, a new node connected: $kept; every node connected again: $(told)"
}

# said_by_redis SENTENCE: whether its last run has logged the sentence
said_by_redis() { k logs "statefulset/$(node_name)-redis" | grep -F "$1" || k logs --previous "statefulset/$(node_name)-redis" | grep -F "$1"; }

# put_back_password: restores the administrator's password from admin_password, unless that is empty
put_back_password() {
  [ -n "$admin_password" ] || return 0
  k patch secret "$(node_name)-redis" --patch "{\"data\": {\"admin-password\": \"$admin_password\"}}"
  replace_redis
  admin_password=
}

check_keys() {
  local secret
  admin_password=
  trap 'put_back_password; k delete secret corral-e2e-half --ignore-not-found' EXIT
  store_secret corral-e2e-half password=half
  if chart upgrade --set redis.existingSecret=corral-e2e-half >"$out/$name/said" 2>&1; then
    miss "the chart accepted a Secret without admin-password"
  fi
  grep -F 'redis.existingSecret: Secret corral-e2e-half has no key admin-password' "$out/$name/said"
  secret=$(node_name)-redis
  admin_password=$(k get secret "$secret" --output 'jsonpath={.data.admin-password}')
  [ -n "$admin_password" ]
  k patch secret "$secret" --patch '{"data": {"admin-password": ""}}'
  k delete pods --selector "$(of redis)"
  soon 120 said_by_redis "Secret $secret has no key admin-password, or it is empty" || miss "Redis did not report the empty key"
  ! k wait pods --selector "$(of redis)" --for=condition=Ready --timeout=5s || miss "Redis is ready with an empty password of its administrator"
  put_back_password
  soon 60 connected || miss "the nodes did not connect again"
  saw "a Secret without a key stops the upgrade, and an empty key stops Redis, each with a sentence"
}
