#!/bin/sh
# Tests whether this Pod can connect to addresses that NetworkPolicies restrict: reach refused|let-in HOST:PORT...
set -eu

wanted=$1
shift

# A connection was opened if its time is not zero; the response does not matter.
connects() {
    took=$(curl -s -o /dev/null --connect-timeout 2 --max-time 3 -w '%{time_connect}' "http://$1/" || true)
    case "$took" in
        *[1-9]*) echo let-in ;;
        *) echo refused ;;
    esac
}

# Policies apply about a second after a Pod's start: wait until the expected result occurs three times in a row.
settles() {
    tries=30
    seen=0
    while [ "$seen" -lt 3 ]; do
        if [ "$(connects "$1")" = "$wanted" ]; then
            seen=$((seen + 1))
        else
            seen=0
        fi
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 1
    done
}

# Without a working network and open nodes, a refused connection would prove nothing.
tries=10
until curl -fs -o /dev/null --max-time 5 "$NODES/caches"; do
    tries=$((tries - 1))
    if [ "$tries" = 0 ]; then
        echo "The nodes at $NODES do not answer, so the test cannot check the other addresses."
        exit 1
    fi
    sleep 1
done
for address in "$@"; do
    if ! getent hosts "${address%:*}" >/tmp/host; then
        echo "The Service ${address%:*} does not exist."
        exit 1
    fi
    if ! settles "$address"; then
        echo "$address: expected the connection to be $wanted, and it was not"
        [ "$wanted" = let-in ] || echo "If this cluster does not enforce NetworkPolicies, set networkPolicy.enabled=false."
        exit 1
    fi
    echo "$address: $wanted"
done
