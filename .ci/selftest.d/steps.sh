# shellcheck shell=bash disable=SC2034,SC2154
# The steps of an entry. An entry runs in a shell of its own; the first step that fails ends it.

# "row Größe-ıİI: ä €": letters that change under another charset, and under the rules of Turkish.
key='Gr%C3%B6%C3%9Fe-%C4%B1%C4%B0I'
row=$'row Gr\303\266\303\237e-\304\261\304\260I: \303\244 \342\202\254'
# Seconds after an end within which every process has ended.
grace=10

# $1: name of the entry. Sets what the steps share.
begin_entry() {
    name=$1
    id=$name.$SELFTEST_RUN
    folder=$work/$name
    checkout=$folder/checkout
    out=$folder/out
    # As it is given to --out, where that differs.
    given_out=''
    nodes=1
    port=$((SELFTEST_PORT + 20 * SELFTEST_SLOT))
    origin_port=$((port + 9))
    origin=http://127.0.0.1:$origin_port/rows/{key}
    # Arguments of env(1): names to unset first, then variables.
    settings=()
    # Commands in front of ./corral, inside and outside of its environment.
    inside=()
    outside=()
    helpers=()
    corral_pid=''
    trap end_entry EXIT
    trap 'exit 143' TERM
    if has_namespace; then private_tmp; fi
    note_tmp
}

end_entry() {
    local status=$? each
    for each in "${helpers[@]}"; do kill -KILL "$each" 2>/dev/null || true; done
    if [ -e "$folder/out.pattern" ]; then
        for each in $(left_processes); do kill -KILL "$each" 2>/dev/null || true; done
    fi
    exit "$status"
}

# Both end the shell that calls them. In a command substitution that is the substitution alone: only an assignment ends the
# entry with it, no argument of a command does.
miss() {
    echo "$*" | tee "$folder/reason" >&2
    exit 1
}

not_tried() {
    echo "$*" | tee "$folder/reason" >&2
    exit 77
}

# Whether this entry may mount what no other process sees.
has_namespace() {
    [ -n "${SELFTEST_NAMESPACE:-}" ]
}

# $1: what for.
require_root() {
    has_namespace || not_tried "needs root and the right to mount: $1"
}

note_tmp() {
    find /tmp -mindepth 1 -maxdepth 1 | sort >"$folder/tmp.before"
}

# Whether the command succeeds within that many seconds (longer on a slow machine).
within() {
    local end=$((SECONDS + $1 * SELFTEST_SLOW))
    shift
    until "$@"; do
        if [ $SECONDS -ge $end ]; then return 1; fi
        sleep 0.2
    done
}

listens() {
    (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

ended() {
    ! kill -0 "$1" 2>/dev/null
}

# A copy of the built clone. Maven is not needed for it: a call of mvn is recorded and fails.
copy_checkout() {
    cp -a "$base" "$checkout"
    mkdir -p "$folder/no-maven"
    printf '#!/bin/sh\necho "mvn $*" >>"%s/mvn.calls"\nexit 1\n' "$folder" >"$folder/no-maven/mvn"
    chmod +x "$folder/no-maven/mvn"
    PATH=$folder/no-maven:$PATH
}

# A copy of PATH as one folder, without the named programs (patterns), in front of which further folders can stand.
path_without() {
    local each pattern
    mkdir "$folder/path"
    for each in ${PATH//:/ }; do
        if [ -d "$each" ]; then cp -sn "$each"/* "$folder/path/" 2>/dev/null || true; fi
    done
    for pattern in "$@"; do
        # shellcheck disable=SC2086
        (cd "$folder/path" && rm -f -- $pattern)
    done
    echo "$folder/path"
}

# $1: address to listen on; $2: port.
start_origin() {
    local listening=${2:-$origin_port}
    SELFTEST_HELPER=$id python3 "$library/origin.py" "$1" "$listening" "$folder/origin.log" >"$folder/origin.err" 2>&1 &
    helpers+=($!)
    within 10 listens "$1" "$listening" || not_tried "the origin of the entry does not listen on $1 port $listening: $(tail -n 1 "$folder/origin.err")"
}

# Becomes ./corral with these arguments, in the environment of the entry. Signals are handled as in a terminal: a shell
# without job control starts its background processes with SIGINT ignored.
become_corral() {
    cd "$checkout"
    exec setsid "${outside[@]}" env --default-signal "${settings[@]}" "SELFTEST_ENTRY=$id" "${inside[@]}" ./corral "$@"
}

# Starts a node in the background, in a process group of its own, and waits for the welcome. Arguments: options of serve.
start_serve() {
    begin_serve "$@"
    within 60 welcomed || miss "no welcome: $(tail -n 3 "$folder/serve.err")"
    if ended "$corral_pid"; then miss "it ended instead of serving: $(tail -n 3 "$folder/serve.err")"; fi
}

begin_serve() {
    printf '%s\n' "$out" >"$folder/out.pattern"
    : >"$folder/serve.out"
    (become_corral serve --origin "$origin" --cache full --nodes $nodes --port "$port" --out "${given_out:-$out}" "$@") \
        >>"$folder/serve.out" 2>>"$folder/serve.err" </dev/null &
    corral_pid=$!
}

welcomed() {
    ended "$corral_pid" || grep -F 'curl -i' "$folder/serve.out" >/dev/null
}

# One read: status, type and bytes of the row.
read_row() {
    local answer
    answer=$(curl -s --noproxy '*' --max-time "$((10 * SELFTEST_SLOW))" -o "$folder/row" -w '%{http_code} %{content_type}' \
        "http://127.0.0.1:$port/caches/full/$key") || miss "the read failed: curl exit code $?"
    [ "$answer" = '200 text/plain; charset=utf-8' ] || miss "the read was answered '$answer': $(head -c 300 "$folder/row")"
    [ "$(cat "$folder/row")" = "$row" ] || miss "the read returned another row: $(head -c 300 "$folder/row")"
}

# $1: signal; $2: group, where the whole process group receives it, as from a terminal. Sets status.
end_serve() {
    local receiver=$corral_pid
    if [ "${2:-}" = group ]; then receiver=-$corral_pid; fi
    kill "-$1" -- "$receiver"
    within 30 ended "$corral_pid" || miss "it has not ended 30 s after SIG$1"
    status=0
    wait "$corral_pid" || status=$?
}

# The pids of the processes that come from ./corral: by the mark in their environment (which Redis overwrites), by --out in
# their command line, or by their working folder or program in the folder of the entry.
left_processes() {
    {
        grep -lzxF -- "SELFTEST_ENTRY=$id" /proc/[0-9]*/environ 2>/dev/null || true
        grep -lzF -f "$folder/out.pattern" /proc/[0-9]*/cmdline 2>/dev/null || true
        find /proc/[0-9]* -maxdepth 1 '(' -name cwd -o -name exe ')' \
            '(' -lname "$folder/*" -o -lname "$checkout" -o -lname "$out/*" ')' 2>/dev/null || true
    } | cut -d / -f 3 | sort -u | grep -vxF -f <(printf '%s\n' none "${helpers[@]}") || true
}

none_left() {
    [ -z "$(left_processes)" ]
}

# No process, no port, no file in /tmp, no change in the checkout.
nothing_left() {
    [ -e "$folder/out.pattern" ] || printf '%s\n' "$out" >"$folder/out.pattern"
    within $grace none_left || miss "still running ${grace} s after the end: $(name_processes)"
    local each
    for ((each = port; each < port + nodes; each++)); do
        if listens 127.0.0.1 "$each" || listens 127.0.0.1 $((each + 1000)); then
            miss "port $each or $((each + 1000)) still accepts connections"
        fi
    done
    nothing_left_in_tmp
    nothing_left_in_checkout
}

name_processes() {
    local pid
    for pid in $(left_processes); do
        printf '%s (%s) ' "$pid" "$(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c 1-60)"
    done
}

# Empty folders hsperfdata_* are the JVM's own, and stay after every program in Java. Where /tmp is shared, only names that
# are known to come from the programs here count.
nothing_left_in_tmp() {
    local left mine=()
    if ! has_namespace; then mine=(-user "$(id -un)" '(' -name 'vertx*' -o -name 'redis*' -o -name 'corral*' -o -name 'quarkus*' ')'); fi
    left=$(find /tmp -mindepth 1 -maxdepth 1 "${mine[@]}" -not '(' -name 'hsperfdata_*' -empty ')' | sort |
        comm -13 "$folder/tmp.before" -)
    [ -z "$left" ] || miss "left in /tmp: $(echo "$left" | tr '\n' ' ')"
}

# The checkout may be a folder with a link to the launcher.
nothing_left_in_checkout() {
    [ ! -e "$folder/mvn.calls" ] || miss "a built checkout was built again: $(cat "$folder/mvn.calls")"
    local launcher changes
    launcher=$(readlink -f "$checkout/corral")
    changes=$(git --no-optional-locks -C "${launcher%/corral}" status --porcelain)
    [ -z "$changes" ] || miss "left in the checkout: $changes"
}

no_trace() {
    local lines
    lines=$(grep -nE '^[[:space:]]+at [a-z]|^Exception in|^Caused by|java\.[a-z.]+(Exception|Error)' "$@" || true)
    [ -z "$lines" ] || miss "a stack trace instead of a sentence: $(echo "$lines" | head -n 2)"
}

# One command in the foreground, for at most 40 s. Sets status; prints into run.out and run.err.
run_corral() {
    printf '%s\n' "$out" >"$folder/out.pattern"
    status=0
    (become_corral "$@") >"$folder/run.out" 2>"$folder/run.err" </dev/null &
    corral_pid=$!
    if ! within 40 ended "$corral_pid"; then
        kill -KILL -- "-$corral_pid"
        miss "'corral $1' was not refused within 40 s: $(tail -n 1 "$folder/run.err")"
    fi
    wait "$corral_pid" || status=$?
}

# The last command was refused: exit code 2 and a sentence in which each of these patterns stands.
refused_with() {
    local pattern
    [ "$status" = 2 ] || miss "exit code $status, not 2: $(tail -n 2 "$folder/run.err")"
    no_trace "$folder/run.err"
    for pattern in "$@"; do
        grep -E -e "$pattern" "$folder/run.err" >/dev/null || miss "the sentence has no '$pattern': $(tail -n 2 "$folder/run.err")"
    done
}

serve_refused() {
    run_corral serve --origin "$origin" --cache full --nodes 1 --port "$port" --out "$out" "$@"
}

# From the start to nothing left. Arguments: options of serve.
serve_once() {
    start_origin 127.0.0.1
    start_serve "$@"
    read_row
    end_serve TERM
    no_trace "$folder/serve.out" "$folder/serve.err"
    nothing_left
}
