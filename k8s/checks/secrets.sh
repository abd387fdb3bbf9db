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

# reconnect: closes the connections of all nodes, so that each opens new ones. A node without a connection is no failure
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

# run_of_redis: identifies the container of Redis; another one has no data
run_of_redis() {
  k get pods --selector "$(of redis)" --output 'jsonpath={.items[*].metadata.uid} {.items[*].status.containerStatuses[0].restartCount}'
}

# no_failed_read CODE: whether the load had no failed read, whatever the number of its queries
no_failed_read() { [ "$1" -eq 0 ] || [ "$(failed_reads)" = 0 ]; }

rotate() {
  local secret old new
  secret=$(node_name)-redis
  new=$(openssl rand -hex 32) || return
  old=$(k get secret "$secret" --template '{{.data.password | base64decode}}') || return
  k patch secret "$secret" --patch "{\"stringData\": {\"second-password\": \"$new\"}}" && refresh || return
  in_redis sh /etc/corral/redis/passwords 2 || return
  k patch secret "$secret" --patch "{\"stringData\": {\"password\": \"$new\", \"second-password\": \"$old\"}}" && refresh || return
  soon 180 all_have /etc/corral/redis/password "$new" || return
  k patch secret "$secret" --type json --patch '[{"op": "remove", "path": "/data/second-password"}]' && refresh || return
  in_redis sh /etc/corral/redis/passwords 1 || return
  reconnect && soon 60 connected
}

check_rotate() {
  local before code=0
  soon 60 connected || miss "the nodes are not connected to Redis"
  before=$(run_of_redis)
  under_load 300 -- rotate || code=$?
  no_failed_read $code || miss "$(told)"
  [ "$(run_of_redis)" = "$before" ] || miss "the rotation restarted Redis"
  saw "password rotated and every node connected with it in $changed s, Redis not restarted: $(told)"
}

# A password that Redis does not accept: the check of the connections must notice it.
check_control_rotate() {
  local noticed=no
  soon 60 connected || miss "the nodes are not connected to Redis"
  # shellcheck disable=SC2016
  as_admin '$cli acl setuser corral resetpass ">another"'
  reconnect
  sleep 5
  connected || noticed=yes
  # shellcheck disable=SC2016
  as_admin '$cli acl setuser corral resetpass ">$(cat /etc/corral/passwords/password)"'
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
  soon 180 serves second || return
  soon 180 all_have /etc/corral/redis-ca/ca.crt "$(cat "$out/$name/second/ca.crt")" || return
  reconnect && soon 60 connected || return
  # A node that starts later.
  scale 4 && soon 60 connected
}

check_renew() {
  local before code=0
  command -v openssl >/dev/null || miss "openssl is not on PATH: install it"
  certify first
  change --set redis.tls.existingSecret=corral-e2e-tls
  soon 60 connected || miss "the nodes are not connected to Redis over TLS"
  before=$(run_of_redis)
  under_load 300 -- renew || code=$?
  no_failed_read $code || miss "$(told)"
  [ "$(run_of_redis)" = "$before" ] || miss "the renewal restarted Redis"
  k logs --selector "$(of node)" --tail=-1 --max-log-requests 20 >"$out/$name/nodes.log"
  ! grep -qE 'stackTrace|"exception"' "$out/$name/nodes.log" || miss "the nodes logged stack traces: see target/e2e/$name/nodes.log"
  saw "certificate and authority renewed in $changed s, Redis not restarted, a new node connected: $(told)"
  change
  k delete secret corral-e2e-tls
}

# said_by_redis SENTENCE: whether its last run has logged the sentence
said_by_redis() { k logs "statefulset/$(node_name)-redis" | grep -F "$1" || k logs --previous "statefulset/$(node_name)-redis" | grep -F "$1"; }

check_keys() {
  local secret value
  k delete secret corral-e2e-half --ignore-not-found
  k create secret generic corral-e2e-half --from-literal=password=half
  if chart upgrade --set redis.existingSecret=corral-e2e-half >"$out/$name/said" 2>&1; then
    miss "the chart accepted a Secret without admin-password"
  fi
  grep -F 'redis.existingSecret: Secret corral-e2e-half has no key admin-password' "$out/$name/said"
  k delete secret corral-e2e-half
  secret=$(node_name)-redis
  value=$(k get secret "$secret" --output 'jsonpath={.data.admin-password}')
  [ -n "$value" ]
  k patch secret "$secret" --patch '{"data": {"admin-password": ""}}'
  k delete pods --selector "$(of redis)"
  soon 120 said_by_redis "Secret $secret has no key admin-password, or it is empty" || miss "Redis did not report the empty key"
  ! k wait pods --selector "$(of redis)" --for=condition=Ready --timeout=5s || miss "Redis is ready with an empty password of its administrator"
  k patch secret "$secret" --patch "{\"data\": {\"admin-password\": \"$value\"}}"
  k delete pods --selector "$(of redis)"
  k wait pods --selector "$(of redis)" --for=condition=Ready --timeout=120s
  soon 60 connected || miss "the nodes did not connect again"
  saw "a Secret without a key stops the upgrade, and an empty key stops Redis, each with a sentence"
}
