#!/bin/sh
# Checks the mounted Secrets, writes the users, and becomes Redis: start PREFIX_OF_THE_KEYS.
set -eu
# shellcheck source=/dev/null
. "${ETC:-/etc/corral}/redis/functions"

# Fails if a key of a Secret is missing or empty: need FOLDER FILE SECRET
need() {
    password "$etc/$1/$2" >/dev/null \
        || fail "Secret $3 has no key $(key "$2"), or it is empty: add it; Redis does not start without it."
}

passwords=$(version passwords)
certificates=
need passwords password "$PASSWORDS"
need passwords admin-password "$PASSWORDS"
if [ -d "$etc/tls" ]; then
    certificates=$(version tls)
    for file in ca.crt tls.crt tls.key; do need tls "$file" "$CERTIFICATES"; done
fi

umask 077
local_password=$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')
[ "${#local_password}" -eq 64 ] || fail "Random bytes cannot be read from /dev/urandom."
printf %s "$local_password" >"$run/local-password"

nodes=$(node_rules) || fail "The digests of the passwords of Secret $PASSWORDS cannot be computed: use an image with sha256sum."
admin=$(rule admin-password)
own=$(digest "$local_password")
{
    echo "user default off"
    # What a node sends, and what its scripts call; no other key, no other channel.
    echo "user corral on $nodes ~$1:* resetchannels -@all" \
        "+get +set +del +pttl +pexpire +time +info +eval +evalsha +client|tracking"
    # For people.
    echo "user admin on $admin ~* &* +@all"
    # For the readiness probe and for reload.
    echo "user local on $own resetchannels -@all +ping +acl|setuser +acl|getuser +config|set"
} >"$run/users.acl"

# Redis becomes the process $$. If reload ends, such as for lack of memory, it starts again and applies the files as they are then.
while kill -0 $$ 2>/dev/null; do
    sh "$etc/redis/reload" "$passwords" "$certificates" || true
    passwords=
    certificates=
    sleep "${PAUSE:-2}" || true
done &
exec redis-server "$etc/redis/redis.conf"
