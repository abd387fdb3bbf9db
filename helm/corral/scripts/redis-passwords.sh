#!/bin/sh
# Waits until Redis accepts exactly this number of passwords of the nodes' user: passwords COUNT.
set -eu
# shellcheck source=/dev/null
. "${ETC:-/etc/corral}/redis/functions"

tls=""
if [ -d "$etc/tls" ]; then
    tls="--tls --insecure"
fi
tries=${TRIES:-180}
while :; do
    # shellcheck disable=SC2086
    count=$(locally $tls acl getuser corral | grep -cE '^[0-9a-f]{64}$') || true
    if [ "$count" = "$1" ]; then
        echo "Redis accepts $count of the nodes' passwords."
        exit
    fi
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "Redis accepts $count of the nodes' passwords, not $1: compare the keys $(key password) and second-password of Secret $PASSWORDS."
    sleep 1
done
