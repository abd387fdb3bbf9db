# shellcheck shell=bash disable=SC2154
# The Redis that the lab starts, and one of somebody else's.

# A copy of the redis-server that comes with the lab; where there is none for this platform, the one on PATH.
unpack_redis() {
    local jars=("$base"/target/dist/*/lab/target/lib/embedded-redis-*.jar)
    [ -e "${jars[0]}" ] || miss "the build has no embedded-redis jar: ${jars[0]}"
    mkdir -p "$folder/redis"
    python3 - "${jars[0]}" "$folder/redis/server" "$(uname -m)" <<'PROGRAM' ||
import sys, zipfile
machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(sys.argv[3], sys.argv[3])
with zipfile.ZipFile(sys.argv[1]) as jar:
    names = [each for each in jar.namelist() if "linux" in each and each.endswith(machine)]
    if not names:
        sys.exit(1)
    with open(sys.argv[2], "wb") as binary:
        binary.write(jar.read(names[0]))
PROGRAM
        copy_redis_on_path
    chmod +x "$folder/redis/server"
}

copy_redis_on_path() {
    local server
    server=$(command -v redis-server) || not_tried "no redis-server for $(uname -m)"
    cp "$server" "$folder/redis/server"
}

# Starts a Redis of somebody else's. $1: address; the rest: its options.
start_redis() {
    unpack_redis
    redis_port=$((port + 8))
    SELFTEST_HELPER=$id "$folder/redis/server" --bind "$1" --port "$redis_port" --save '' --dir "$folder/redis" "${@:2}" >"$folder/redis/log" 2>&1 &
    helpers+=($!)
    within 10 listens "$1" "$redis_port" || not_tried "the redis-server of the entry does not start: $(tail -n 2 "$folder/redis/log")"
}

# The embedded Redis cannot be loaded: its OpenSSL is hidden. A copy of the library is kept in lib.
hide_openssl() {
    require_root "a library of the system must be hidden"
    local each
    mkdir "$folder/lib"
    for each in $(ldconfig -p | sed -n 's/.*=> \(.*\/lib\(ssl\|crypto\)\.so\.3\)$/\1/p'); do
        cp -L "$each" "$folder/lib/"
        case $each in */libssl*) echo "$each" ;; esac
    done >"$folder/openssl"
    [ -s "$folder/openssl" ] || not_tried "libssl.so.3 is not installed"
    : >"$folder/empty"
    # Only for ./corral and its children: curl needs the library as well.
    cat >"$folder/without-openssl" <<PROGRAM
#!/bin/sh
while read -r each; do mount --bind "$folder/empty" "\$each" || exit 1; done <"$folder/openssl"
exec "\$@"
PROGRAM
    chmod +x "$folder/without-openssl"
    inside=(unshare --mount "$folder/without-openssl")
}

# The fallback is a redis-server on PATH, which records how it was started.
fallback_on_path() {
    hide_openssl
    copy_checkout
    unpack_redis
    mkdir "$folder/fallback"
    cat >"$folder/fallback/redis-server" <<PROGRAM
#!/bin/sh
echo "\$*" >>"$folder/fallback/arguments"
LD_LIBRARY_PATH="$folder/lib" exec "$folder/redis/server" "\$@"
PROGRAM
    chmod +x "$folder/fallback/redis-server"
    settings=("PATH=$folder/fallback:$(path_without 'redis*' 'valkey*' docker podman nerdctl)")
    start_origin 127.0.0.1
    start_serve
    [ -s "$folder/fallback/arguments" ] || miss "the redis-server on PATH was not started: $(tail -n 2 "$folder/serve.err")"
    read_row
    judge_fallback
    end_serve TERM
    nothing_left
}

# A folder of its own to work in, loopback only, nothing saved.
judge_fallback() {
    local pid working
    pid=$(left_processes | while read -r each; do
        if [ "$(readlink "/proc/$each/exe")" = "$folder/redis/server" ]; then echo "$each"; fi
    done | head -n 1)
    [ -n "$pid" ] || miss "the redis-server on PATH does not run"
    working=$(readlink "/proc/$pid/cwd")
    case $working/ in
        "$out"/*) ;;
        *) miss "redis-server works in $working, not in a folder under --out" ;;
    esac
    tail -n 1 "$folder/fallback/arguments" >"$folder/fallback/last"
    if grep -F -- '.conf' "$folder/fallback/last" >/dev/null; then cat "$working"/*.conf >>"$folder/fallback/last"; fi
    grep -E -- 'bind "?127\.0\.0\.1' "$folder/fallback/last" >/dev/null || miss "redis-server is not bound to loopback: $(cat "$folder/fallback/last")"
    grep -E -- '(--|^)save( |$)' "$folder/fallback/last" >/dev/null || miss "redis-server saves: $(cat "$folder/fallback/last")"
}

no_redis() {
    hide_openssl
    copy_checkout
    settings=("PATH=$(path_without 'redis*' 'valkey*' docker podman nerdctl)" "DOCKER_HOST=unix://$folder/no-engine")
    serve_refused
    refused_with 'libssl' 'redis-server' '--redis'
    nothing_left
}

# A password on the command line that the user has typed cannot be hidden; everywhere else it is masked.
with_password() {
    local secret=S3cr3t-of-$SELFTEST_RUN pid shown
    copy_checkout
    start_redis 127.0.0.1 --requirepass "$secret"
    start_origin 127.0.0.1
    start_serve --redis "redis://:$secret@127.0.0.1:$redis_port"
    read_row
    for pid in $(left_processes); do
        if [ "$pid" != "$corral_pid" ] && grep -F -- "$secret" "/proc/$pid/cmdline" >/dev/null 2>&1; then
            miss "the password is on the command line of $(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c 1-80)"
        fi
    done
    end_serve TERM
    shown=$(grep -rlF -- "$secret" "$folder/serve.out" "$folder/serve.err" "$out" || true)
    [ -z "$shown" ] || miss "the password is in $shown"
    nothing_left
    serve_refused --redis "redis://127.0.0.1:$redis_port"
    refused_with 'NOAUTH|password'
    serve_refused --redis "redis://:not-$secret@127.0.0.1:$redis_port"
    refused_with 'WRONGPASS|password'
    if grep -F "$secret" "$folder/run.err" >/dev/null; then miss "the sentence shows the password: $(cat "$folder/run.err")"; fi
    nothing_left
}

# Redis on ::1 only, under a name that has an address of either family.
redis_on_ipv6() {
    copy_checkout
    localhost_of_both_families
    start_redis ::1
    start_origin 127.0.0.1
    start_serve --redis "redis://localhost:$redis_port"
    read_row
    end_serve TERM
    nothing_left
}

entry redis-on-path               light 90 fallback_on_path
entry redis-none                  light 60 no_redis
entry redis-password              light 120 with_password
entry redis-ipv6                  light 90 redis_on_ipv6
