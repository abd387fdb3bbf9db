#!/bin/sh
# Tests the product's claim: the TTL of a hot key ends, 200 reads arrive at once at all Pods, and the origin gets one query
# per node, one per fleet, or, without a mitigation, a herd. CLAIMS has one line per cache: name, node|fleet|herd, TTL in ms.
# UNTESTED has the reason if nothing can be tested.
set -eu

reads=200
rounds=3

# The output of some functions is a file's content.
fail() {
    echo "$*" >&2
    exit 1
}

pods() {
    getent ahosts "$PODS" | sed 's/ .*//; /:/s/.*/[&]/' | sort -u
}

# Writes the origin's clock to /tmp/now. A pipe would hide the exit code of curl.
now() {
    tries=10
    until curl -fs -o /tmp/live --max-time 10 "$CONTROL/ledger/live"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || fail "The origin's ledger at $CONTROL cannot be read."
        sleep 1
    done
    sed -n 's/.*"nowMicros":\([0-9]*\).*/\1/p' /tmp/live >/tmp/now
    [ -s /tmp/now ] || fail "The origin's ledger at $CONTROL has no clock: $(cat /tmp/live)"
}

# Refreshes still run when all reads are answered.
wait_for_loads() {
    tries=30
    sleep 1
    until curl -fs "$CONTROL/ledger/live" | grep -q '"inProgress":0,'; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || fail "The origin's ledger at $CONTROL reports loads in progress 30 s after the last read, or cannot be read."
        sleep 1
    done
}

# The start times of a key's queries since an instant, in order: starts CACHE KEY MICROS.
starts() {
    curl -fs -D /tmp/head --output /tmp/ledger "$CONTROL/ledger" || fail "The origin's ledger at $CONTROL cannot be read."
    grep -qi '^ledger-overflowed: 0' /tmp/head || fail "The origin's ledger is full: restart the origin, or send DELETE $CONTROL/ledger."
    grep "\"key\":\"$2\"" /tmp/ledger | grep "\"cache\":\"$1\"" | sed 's/.*"startMicros":\([0-9]*\).*/\1/' | sort -n >/tmp/starts
    while read -r start; do
        [ "$start" -lt "$3" ] || echo "$start"
    done </tmp/starts
}

# Counts the queries that start less than half a TTL after the first: boundary TTL_MS, start times on standard input.
boundary() {
    first=""
    count=0
    while read -r start; do
        first=${first:-$start}
        [ $((start - first)) -ge $(($1 * 500)) ] || count=$((count + 1))
    done
    echo "$count"
}

# Reads a key from all Pods in turn, with a number of reads at once: read_all CACHE KEY AT_ONCE.
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

# Writes the queries of one boundary to /tmp/count: queries CACHE KEY TTL_MS. A few reads at a time first cache the key and
# warm up the nodes.
queries() {
    read_all "$1" "$2" 6
    sleep $(($3 / 1000 + 1))
    now
    since=$(cat /tmp/now)
    read_all "$1" "$2" "$reads"
    wait_for_loads
    starts "$1" "$2" "$since" >/tmp/since
    boundary "$3" </tmp/since >/tmp/count
}

# Compares a count with a promise; prints kept, broken, or inconclusive (too few queries): verdict PROMISE COUNT NODES.
verdict() {
    case "$1" in
        node) most=$3 ;;
        fleet) most=1 ;;
        herd) if [ "$2" -gt "$3" ]; then echo kept; else echo inconclusive; fi && return ;;
    esac
    if [ "$2" -gt "$most" ]; then echo broken; elif [ "$2" -eq "$most" ]; then echo kept; else echo inconclusive; fi
}

check() {
    round=1
    while [ "$round" -le "$rounds" ]; do
        queries "$1" "hot-helm-test-$(date +%s)-$$-$round" "$3"
        count=$(cat /tmp/count)
        result="$1: $reads reads at a boundary over $nodes nodes, $count queries at the origin"
        case $(verdict "$2" "$count" "$nodes") in
            kept) echo "$result, as promised ($2)" && return ;;
            broken) fail "$result, more than promised ($2)" ;;
            inconclusive) echo "$result, fewer than the test needs ($2): round $round of $rounds" ;;
        esac
        round=$((round + 1))
    done
    fail "$1: the reads did not reach all nodes within one load in any of $rounds rounds; run the test again"
}

if [ -n "${UNTESTED:-}" ]; then
    echo "Nothing was tested: $UNTESTED."
    exit 0
fi
now
pods >/tmp/pods
nodes=$(grep -c . /tmp/pods) || fail "The Service $PODS has no addresses: wait until its Pods are ready."
echo "$CLAIMS" >/tmp/claims
while read -r cache promise ttl; do
    [ -z "$cache" ] || check "$cache" "$promise" "$ttl"
done </tmp/claims
[ -z "$UNCLAIMED" ] || echo "not tested, because their boundaries are not sharp: $UNCLAIMED"
