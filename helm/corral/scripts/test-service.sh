#!/bin/sh
# The nodes return the list of their caches, and a row, which may be absent.
set -eu

ask() {
    curl -s -o /dev/null -w '%{http_code}' --max-time 20 --retry 10 --retry-all-errors --retry-delay 1 "$NODES$1" || true
}

expect() {
    path=$1
    shift
    status=$(ask "$path")
    for wanted in "$@"; do
        if [ "$status" = "$wanted" ]; then
            echo "GET $path: $status"
            return
        fi
    done
    echo "GET $NODES$path: status $status, expected $*"
    exit 1
}

expect /caches 200
expect "/caches/$CACHE/helm-test" 200 404
expect /caches/there-is-no-such-cache/1 404
