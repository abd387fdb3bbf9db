#!/bin/sh
# Whether Redis answers as clients need it: with TLS, its certificate must be valid and signed by the authority that is mounted. A
# Redis that still loads its file answers, too.
set -u
# shellcheck source=/dev/null
. "${ETC:-/etc/corral}/redis/functions"

tls=""
if [ -d "$etc/tls" ]; then
    tls="--tls --cacert $etc/tls/ca.crt"
fi
# shellcheck disable=SC2086
answer=$(locally $tls ping)
case "$answer" in
    PONG | LOADING*) exit 0 ;;
    *) fail "$answer" ;;
esac
