#!/bin/sh
# Writes the users, with the digests of the mounted passwords, and becomes Redis: start PREFIX_OF_THE_KEYS.
set -eu

digest() {
    tr -d '\n' <"/etc/corral/passwords/$1" | sha256sum | cut -d ' ' -f 1
}

{
    echo "user default off"
    # What a node sends, and what its scripts call; no other key, no other channel.
    echo "user corral on #$(digest password) ~$1:* resetchannels -@all" \
        "+get +set +del +pttl +pexpire +time +info +eval +evalsha +client|tracking"
    # For the probes, and for people.
    echo "user admin on #$(digest admin-password) ~* &* +@all"
} >/run/corral/users.acl

exec redis-server /etc/corral/redis/redis.conf
