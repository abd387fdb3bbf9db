# shellcheck shell=bash disable=SC2154
# Locales, time zones, folders and users.

require_locale() {
    locale -a 2>/dev/null | sed 's/utf8$/UTF-8/' | grep -xF -- "$1" >/dev/null ||
        not_tried "locale $1 is not installed: localedef -i ${1%.*} -f UTF-8 $1"
}

in_locale() {
    require_locale "$1"
    copy_checkout
    settings=("LC_ALL=$1" "LANG=$1")
    serve_once
}

in_zone() {
    copy_checkout
    settings=("TZ=$1")
    serve_once
}

# $1: name of the checkout's folder; $2: locale.
in_folder() {
    checkout=$folder/checkout-$1
    out=$checkout/target/out
    copy_checkout
    settings=("LC_ALL=$2" "LANG=$2")
    serve_once
}

# $1: name of a folder with characters in which Java's tools cannot build. ./corral builds in the user's cache instead: what
# is built is moved there.
in_odd_folder() {
    checkout=$folder/checkout-$1
    out=$checkout/target/out
    copy_checkout
    local cache
    cache=$folder/cache/corral/$(printf '%s' "$checkout" | cksum | tr ' ' -)
    if [ -d "$checkout/target/dist" ]; then
        mkdir -p "$cache"
        mv "$checkout/target/dist" "$cache/dist"
    fi
    settings=("XDG_CACHE_HOME=$folder/cache")
    serve_once
}

# Called through a symbolic link from another folder, with a relative folder for the logs.
by_symlink() {
    copy_checkout
    mkdir "$folder/elsewhere"
    ln -s "$checkout/corral" "$folder/elsewhere/corral"
    checkout=$folder/elsewhere
    out=$checkout/logs
    start_origin 127.0.0.1
    given_out=logs
    start_serve
    [ -d "$out/logs" ] || miss "the logs are not in $out"
    read_row
    end_serve TERM
    nothing_left
}

# $1: uid and gid; $2: home. The checkout is mounted read-only at a path that every user can reach.
as_user() {
    require_root "the checkout is mounted read-only, and the command runs as another user"
    copy_checkout
    mount -t tmpfs selftest /mnt
    local own=/mnt/$name jdk
    mkdir -p "$own/checkout" "$own/home" "$own/jdk"
    chown "$1" "$own/home"
    mount --bind "$checkout" "$own/checkout"
    mount -o remount,bind,ro "$own/checkout"
    jdk=$(real_jdk)
    mount --bind "$jdk" "$own/jdk"
    checkout=$own/checkout
    out=$own/home/out
    settings=("HOME=$2" "JAVA_HOME=$own/jdk")
    inside=(setpriv --reuid "$1" --regid "$1" --clear-groups)
    serve_once
}

as_plain_user() {
    as_user "$(id -u nobody)" "/mnt/$name/home"
}

# A uid without a name and without a home, as some container platforms choose it.
as_unnamed_user() {
    as_user 64321 /nonexistent
}

# Nothing of the user's environment but PATH.
in_bare_environment() {
    copy_checkout
    settings=(-i "PATH=$PATH")
    serve_once
}

with_umask() {
    umask "$1"
    copy_checkout
    serve_once
}

# $1: mount option of /tmp.
with_tmp() {
    require_root "/tmp is mounted with $1"
    copy_checkout
    start_origin 127.0.0.1
    mount -o "remount,$1" /tmp
    start_serve
    read_row
    end_serve TERM
    no_trace "$folder/serve.out" "$folder/serve.err"
    nothing_left
}

# A clone on a machine whose git writes CRLF.
clone_with_crlf() {
    git clone -q -c core.autocrlf=true "$root" "$folder/checkout-crlf"
    local changed
    changed=$(cd "$folder/checkout-crlf" && git ls-files --eol | grep -E '^i/lf +w/(crlf|mixed)' |
        grep -E 'corral$|\.sh$|\.ci/|k8s/|\.lua$|\.py$|mvn' | cut -f 2 || true)
    [ -z "$changed" ] || miss "checked out with CRLF: $(echo "$changed" | head -n 5 | tr '\n' ' ')"
}

entry locale-C                    light 90 in_locale C
entry locale-de_DE                light 90 in_locale de_DE.UTF-8
entry locale-tr_TR                light 90 in_locale tr_TR.UTF-8
entry locale-ar_EG                light 90 in_locale ar_EG.UTF-8
entry zone-Kathmandu              light 90 in_zone Asia/Kathmandu
entry zone-St_Johns               light 90 in_zone America/St_Johns
entry folder-space                light 90 in_folder 'with a space' C.UTF-8
entry folder-umlaut-charset-C     light 90 in_folder $'K\303\244fig' C
entry folder-plus                 light 90 in_odd_folder 'a+b'
entry folder-url-characters       light 90 in_odd_folder 'a%41#b;c&d?e=f:g'
entry folder-shell-characters     light 90 in_odd_folder "it's \$HOME [x] {y} (z) ~,@^!"
entry folder-japanese             light 90 in_folder $'\346\227\245\346\234\254' C.UTF-8
entry folder-symlink              light 90 by_symlink
entry user-plain-read-only        light 90 as_plain_user
entry user-unnamed-read-only      light 90 as_unnamed_user
entry environment-bare            light 90 in_bare_environment
entry umask-077                   light 90 with_umask 077
entry tmp-noexec                  light 90 with_tmp noexec
entry tmp-read-only               light 90 with_tmp ro
entry clone-autocrlf              light 60 clone_with_crlf
