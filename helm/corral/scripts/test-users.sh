#!/bin/sh
# The nodes' Redis user may run the commands of a node, and no others.
set -eu

tls=""
if [ -f /etc/corral/tls/ca.crt ]; then
    tls="--tls --cacert /etc/corral/tls/ca.crt"
fi
key="$PREFIX:v:helm-test:{helm-test:$$}"
REDISCLI_AUTH=$(cat "${ETC:-/etc/corral}/passwords/password")
# Without the line ends after it, as a node reads it.
line_ends=$(printf '\n\r')
while shorter=${REDISCLI_AUTH%["$line_ends"]} && [ "$shorter" != "$REDISCLI_AUTH" ]; do
    REDISCLI_AUTH=$shorter
done
export REDISCLI_AUTH

as_node() {
    # shellcheck disable=SC2086
    redis-cli -3 $tls -h "$REDIS" --user corral --no-auth-warning "$@" 2>&1 || true
}

answers() {
    wanted=$1
    shift
    answer=$(as_node "$@")
    # shellcheck disable=SC2254
    case "$answer" in
        $wanted) echo "$*: $answer" ;;
        *) echo "$*: got '$answer', expected $wanted" && exit 1 ;;
    esac
}

# Policies apply about a second after a Pod's start.
tries=20
until as_node time | grep -q '^[0-9]'; do
    tries=$((tries - 1))
    if [ "$tries" = 0 ]; then
        echo "Redis at $REDIS refuses the nodes' user: $(as_node time)"
        exit 1
    fi
    sleep 1
done

answers OK set "$key" 1 px 60000
answers 1 get "$key"
answers '[0-9]*' pttl "$key"
answers '# Memory*' info memory
answers 1 pexpire "$key" 60000
answers 1 eval "return redis.call('GET', KEYS[1])" 1 "$key"
answers 'NOSCRIPT*' evalsha 0000000000000000000000000000000000000000 1 "$key"
answers OK client tracking on bcast prefix "$PREFIX:v:helm-test:"
answers 1 del "$key"

answers 'NOPERM*' flushall
answers 'NOPERM*' keys '*'
answers 'NOPERM*' config get maxmemory
answers 'NOPERM*' acl list
answers 'NOPERM*' script flush
answers 'NOPERM*' client list
answers 'NOPERM*' subscribe news
answers 'NOPERM*' set other:key 1
answers 'NOPERM*' get other:key
answers 'NOPERM*' eval 'return 1' 1 other:key

unset REDISCLI_AUTH
# shellcheck disable=SC2086
answer=$(redis-cli $tls -h "$REDIS" ping 2>&1 || true)
case "$answer" in
    NOAUTH*) echo "without a password: $answer" ;;
    *) echo "without a password: got '$answer', expected NOAUTH" && exit 1 ;;
esac
