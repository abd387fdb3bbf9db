#!/bin/sh
# Tests that every node reaches its origin and its Redis. A node serves reads without Redis, too, so that only its view of a stored
# entry shows that it is connected. PODS is the Service of the nodes, CACHE a cache, and STORED one with entries in Redis, or empty.
set -eu

folder=${TMPDIR:-/tmp}
failed=0
# Failures that are reported.
most=4

# ask URL PATTERN: repeats a request until its status matches; the status and the body are in files. After the first failure of a
# check, others are tried once: many nodes that are cut off must not take longer than Helm waits for the test
ask() {
    tries=5
    [ "$failed" = 0 ] || tries=1
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
    # The origin answered: it may not accept a key of this form.
    answered=$(sed -n 's/.*"detail":"[^"]*\(status 50[01]\)".*/\1/p' "$folder/body")
    if [ -n "$answered" ]; then
        echo "node $1 reaches $4, which answered with $answered"
        return
    fi
    failed=$((failed + 1))
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
    if [ "$failed" -ge "$most" ]; then
        echo "The other nodes were not tested."
        break
    fi
    number=$((number + 1))
    # A key that nobody has stored: the row may be absent.
    key=helm-test-$(date +%s)-$$-$number
    check "$pod" "/caches/$CACHE/$key" '[234]??' "the origin at $ORIGIN" "$ORIGIN_RULE"
    if [ -n "$STORED" ]; then
        check "$pod" "/caches/$STORED/$key/entry" 200 "Redis at $REDIS" "$REDIS_RULE"
    fi
done <"$folder/pods"
[ -n "$STORED" ] || echo "No cache has a lookup, so that the nodes need no Redis: its connection was not tested."
[ "$failed" = 0 ]
