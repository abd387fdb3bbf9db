#!/bin/sh
# Whether Redis answers. One that still loads its file answers, too.
tls=""
if [ -f /etc/corral/tls/ca.crt ]; then
    tls="--tls --cacert /etc/corral/tls/ca.crt --insecure"
fi
REDISCLI_AUTH=$(cat /etc/corral/passwords/admin-password)
export REDISCLI_AUTH
# shellcheck disable=SC2086
answer=$(redis-cli $tls --user admin --no-auth-warning ping 2>&1)
case "$answer" in
    PONG | LOADING*) exit 0 ;;
    *) echo "$answer" && exit 1 ;;
esac
