#!/bin/sh
# Applies changes of the mounted Secrets to the running Redis, without a restart: passwords and certificates. It runs in the
# container of Redis: reload VERSION_OF_THE_PASSWORDS VERSION_OF_THE_CERTIFICATES. Open connections stay as they are.
set -u
# shellcheck source=/dev/null
. "${ETC:-/etc/corral}/redis/functions"

tls=""
if [ -d "$etc/tls" ]; then
    # It must connect to a Redis with an expired certificate, too, on the loopback interface.
    tls="--tls --insecure"
fi
passwords=$1
certificates=$2
reported=""

# A line for each state, not for each attempt.
report() {
    [ "$*" = "$reported" ] || echo "$*"
    reported=$*
}

# Whether Redis answers OK; its answer is in $answer: accepts COMMAND...
accepts() {
    # shellcheck disable=SC2086
    answer=$(locally $tls "$@")
    [ "$answer" = OK ]
}

apply_passwords() {
    if ! nodes=$(node_rules) || ! admin=$(rule admin-password); then
        report "Passwords of Redis are unchanged: a key of Secret $PASSWORDS is missing or empty: add it."
        return 1
    fi
    # The files were replaced while they were read: they may be of two versions.
    [ "$(version passwords)" = "$now" ] || return 1
    # The digests are words.
    # shellcheck disable=SC2086
    if accepts acl setuser corral resetpass $nodes && accepts acl setuser admin resetpass "$admin"; then
        # shellcheck disable=SC2086
        set -- $nodes
        report "Passwords of Redis are those of Secret $PASSWORDS: it accepts $# of the nodes' user."
    else
        report "Passwords of Redis are unchanged: $answer"
        return 1
    fi
}

# One of the three files is enough: Redis reads all of them again.
apply_certificates() {
    if accepts config set tls-cert-file "$etc/tls/tls.crt"; then
        report "Certificate of Redis is that of Secret $CERTIFICATES."
    else
        report "Certificate of Redis is the one from before, because it refuses that of Secret $CERTIFICATES: $answer"
        return 1
    fi
}

while sleep "${PAUSE:-2}"; do
    now=$(version passwords)
    if [ "$now" != "$passwords" ] && apply_passwords; then
        passwords=$now
    fi
    [ -n "$tls" ] || continue
    now=$(version tls)
    if [ "$now" != "$certificates" ] && apply_certificates; then
        certificates=$now
    fi
done
