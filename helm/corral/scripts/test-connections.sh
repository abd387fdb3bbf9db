#!/bin/sh
# Tests that every node reaches its origin and its Redis. A node serves reads without Redis, too, so that only its view of a stored
# entry shows that it is connected. PODS is the Service of the nodes, CACHE a cache, and STORED one with entries in Redis, or empty.
set -eu

folder=${TMPDIR:-/tmp}
failed=0

# ask URL PATTERN: repeats a request until its status matches; the status and the body are in files
ask() {
    tries=5
    while :; do
        : >"$folder/body"
        curl -s -o "$folder/body" -w '%{http_code}' --max-time 15 "$1" >"$folder/status" || true
        # shellcheck disable=SC2254
        case "$(cat "$folder/status")" in
            $2) return ;;
        esac
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 1
    done
}

# check POD PATH PATTERN DESTINATION RULE: whether the node's status for a path matches, which it can only with the destination
check() {
    if ask "http://$1:8081$2" "$3"; then
        echo "node $1 reaches $4"
        return
    fi
    failed=1
    echo "node $1 does not reach $4: status $(cat "$folder/status"), $(sed -n 's/.*"detail":"\([^"]*\)".*/\1/p' "$folder/body"). $5"
}

getent ahosts "$PODS" >"$folder/addresses" || true
sed 's/ .*//; /:/s/.*/[&]/' "$folder/addresses" | sort -u >"$folder/pods"
if [ ! -s "$folder/pods" ]; then
    echo "The Service $PODS has no addresses: wait until its Pods are ready."
    exit 1
fi
number=0
while read -r pod; do
    number=$((number + 1))
    # A key that nobody has stored: the row may be absent.
    key=helm-test-$(date +%s)-$$-$number
    check "$pod" "/caches/$CACHE/$key" '[234]??' "the origin at $ORIGIN" "$ORIGIN_RULE"
    if [ -n "$STORED" ]; then
        check "$pod" "/caches/$STORED/$key/entry" 200 "Redis at $REDIS" "$REDIS_RULE"
    fi
done <"$folder/pods"
[ -n "$STORED" ] || echo "No cache has a lookup, so that the nodes need no Redis: its connection was not tested."
exit "$failed"
