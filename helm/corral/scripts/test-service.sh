#!/bin/sh
# The nodes return the list of their caches, and a problem for a cache that does not exist.
set -eu

# expect PATH STATUS: repeats the request until it has this status
expect() {
    tries=10
    until status=$(curl -s -o /dev/null -w '%{http_code}' --max-time 20 "$NODES$1" || true) && [ "$status" = "$2" ]; do
        tries=$((tries - 1))
        if [ "$tries" = 0 ]; then
            echo "GET $NODES$1: status $status, expected $2"
            exit 1
        fi
        sleep 1
    done
    echo "GET $1: $status"
}

expect /caches 200
expect /caches/there-is-no-such-cache/1 404
