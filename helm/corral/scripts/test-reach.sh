#!/bin/sh
# Whether this Pod reaches addresses that are closed to all but a few: reach refused|let-in HOST:PORT...
set -eu

wanted=$1
shift

# A connection was made if that took time; what is said over it is of no interest.
connects() {
    took=$(curl -s -o /dev/null --connect-timeout 2 --max-time 3 -w '%{time_connect}' "http://$1/" || true)
    case "$took" in
        *[1-9]*) echo let-in ;;
        *) echo refused ;;
    esac
}

# Policies are in force about a second after a Pod's start: wait for the wanted state, and see it three times in a row.
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

# The network works and the nodes are open: else to be refused would say nothing.
if ! curl -fs -o /dev/null --max-time 5 --retry 10 --retry-all-errors --retry-delay 1 "$NODES/caches"; then
    echo "$NODES does not answer, so nothing can be said of the rest"
    exit 1
fi
for address in "$@"; do
    if ! getent hosts "${address%:*}" >/tmp/host; then
        echo "there is no Service ${address%:*}"
        exit 1
    fi
    if ! settles "$address"; then
        echo "$address should be $wanted, and is not"
        [ "$wanted" = let-in ] || echo "If this cluster does not enforce NetworkPolicies, set networkPolicy.enabled=false."
        exit 1
    fi
    echo "$address: $wanted"
done
