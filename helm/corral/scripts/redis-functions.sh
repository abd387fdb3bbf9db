# shellcheck shell=sh disable=SC2034
# Functions of the other scripts of Redis. Sourced, not run.
etc=${ETC:-/etc/corral}
run=${RUN:-/run/corral}

fail() {
    echo "$*" >&2
    exit 1
}

# Prints the key of a Secret that is mounted as this file: key FILE. KEYS has the words FILE=KEY of those that have another name.
key() {
    for each in ${KEYS:-}; do
        if [ "${each%%=*}" = "$1" ]; then
            echo "${each#*=}"
            return
        fi
    done
    echo "$1"
}

# Prints the version of the files of a mounted Secret, which the kubelet replaces all at once: version FOLDER
version() {
    readlink "$etc/$1/..data" || true
}

# Prints the digest of a text, as an ACL rule: digest TEXT
digest() {
    [ -n "$1" ] || return 1
    sum=$(printf %s "$1" | sha256sum) || return 1
    sum=${sum%% *}
    [ "${#sum}" -eq 64 ] || return 1
    echo "#$sum"
}

# Prints the password in a file without the line ends after it, as a node reads it; fails if it is empty: password FILE
password() {
    text=$(cat "$1" 2>/dev/null) || return 1
    line_ends=$(printf '\n\r')
    while shorter=${text%["$line_ends"]} && [ "$shorter" != "$text" ]; do
        text=$shorter
    done
    [ -n "$text" ] && printf %s "$text"
}

# Prints the digest of the password of a key of the Secret: rule KEY
rule() {
    secret=$(password "$etc/passwords/$1") && digest "$secret"
}

# Prints the digests of the passwords of the nodes' user. The second one is for a rotation, and may be missing.
node_rules() {
    first=$(rule password) || return 1
    if password "$etc/passwords/second-password" >/dev/null; then
        second=$(rule second-password) || return 1
        echo "$first $second"
    else
        echo "$first"
    fi
}

# redis-cli as the user of this Pod, whose password is in no Secret: locally ARGUMENT...
locally() {
    REDISCLI_AUTH=$(cat "$run/local-password")
    export REDISCLI_AUTH
    redis-cli --user local --no-auth-warning "$@" 2>&1
}
