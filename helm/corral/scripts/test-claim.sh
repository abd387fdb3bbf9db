#!/bin/sh
# What the product claims: a hot key's TTL runs out, 200 reads arrive at once over all Pods, and the origin is asked once a
# node, once a fleet, or, with no mitigation, by the herd. CLAIMS has a line a cache: name, node|fleet|herd, TTL in ms.
set -eu

reads=200
rounds=3

fail() {
    echo "$*"
    exit 1
}

pods() {
    getent ahosts "$PODS" | sed 's/ .*//; /:/s/.*/[&]/' | sort -u
}

# The origin's clock.
now() {
    curl -fs --retry 10 --retry-all-errors --retry-delay 1 "$CONTROL/ledger/live" | sed 's/.*"nowMicros":\([0-9]*\).*/\1/'
}

# Refreshes run on when all reads are answered.
wait_for_loads() {
    tries=30
    sleep 1
    until curl -fs "$CONTROL/ledger/live" | grep -q '"inProgress":0,' || [ "$tries" = 0 ]; do
        tries=$((tries - 1))
        sleep 1
    done
}

# The starts of a key's queries since a moment, in order: starts CACHE KEY MICROS.
starts() {
    curl -fs -D /tmp/head "$CONTROL/ledger" >/tmp/ledger
    grep -qi '^ledger-overflowed: 0' /tmp/head || fail "the origin's ledger is full: restart the origin, or DELETE $CONTROL/ledger"
    grep "\"key\":\"$2\"" /tmp/ledger | grep "\"cache\":\"$1\"" | sed 's/.*"startMicros":\([0-9]*\).*/\1/' | sort -n >/tmp/starts
    while read -r start; do
        [ "$start" -lt "$3" ] || echo "$start"
    done </tmp/starts
}

# A boundary's queries begin less than half a TTL after its first: boundary TTL_MS, starts on standard input.
boundary() {
    first=""
    count=0
    while read -r start; do
        first=${first:-$start}
        [ $((start - first)) -ge $(($1 * 500)) ] || count=$((count + 1))
    done
    echo "$count"
}

# Reads of a key, every Pod in its turn, so many at a time: read_all CACHE KEY AT_A_TIME.
read_all() {
    left=$reads
    : >/tmp/reads
    while [ "$left" -gt 0 ]; do
        while read -r pod; do
            [ "$left" -gt 0 ] || break
            printf 'url = "http://%s:8081/caches/%s/%s"\noutput = "/dev/null"\n' "$pod" "$1" "$2" >>/tmp/reads
            left=$((left - 1))
        done </tmp/pods
    done
    curl -s --max-time 30 --parallel --parallel-immediate --parallel-max "$3" -w '%{http_code}\n' \
        -K /tmp/reads >/tmp/codes 2>/tmp/progress || true
    answered=$(grep -c '^200$' /tmp/codes || true)
    [ "$answered" = "$reads" ] || fail "$1: $answered of $reads reads were answered with 200"
}

# One boundary, into /tmp/count: queries CACHE KEY TTL_MS. The key is made hot gently, which warms the nodes up as well.
queries() {
    read_all "$1" "$2" 6
    sleep $(($3 / 1000 + 1))
    since=$(now)
    read_all "$1" "$2" "$reads"
    wait_for_loads
    starts "$1" "$2" "$since" >/tmp/since
    boundary "$3" </tmp/since >/tmp/count
}

# What a count is to a promise: kept, broken, or spoilt: verdict PROMISE COUNT NODES.
verdict() {
    case "$1" in
        node) most=$3 ;;
        fleet) most=1 ;;
        herd) if [ "$2" -gt "$3" ]; then echo kept; else echo spoilt; fi && return ;;
    esac
    if [ "$2" -gt "$most" ]; then echo broken; elif [ "$2" -eq "$most" ]; then echo kept; else echo spoilt; fi
}

check() {
    round=1
    while [ "$round" -le "$rounds" ]; do
        queries "$1" "hot-helm-test-$(date +%s)-$$-$round" "$3"
        count=$(cat /tmp/count)
        said="$1: $reads reads at a boundary over $nodes nodes, $count queries at the origin"
        case $(verdict "$2" "$count" "$nodes") in
            kept) echo "$said, as promised ($2)" && return ;;
            broken) fail "$said: more than promised ($2)" ;;
            spoilt) echo "$said: fewer than the test needs ($2), round $round of $rounds" ;;
        esac
        round=$((round + 1))
    done
    fail "$1: in none of $rounds rounds were all nodes reached within one load"
}

now >/tmp/now || fail "the origin's ledger at $CONTROL cannot be read"
pods >/tmp/pods
nodes=$(grep -c . /tmp/pods) || fail "$PODS has no addresses"
echo "$CLAIMS" >/tmp/claims
while read -r cache promise ttl; do
    [ -z "$cache" ] || check "$cache" "$promise" "$ttl"
done </tmp/claims
