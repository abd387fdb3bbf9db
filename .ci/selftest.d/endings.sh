# shellcheck shell=bash disable=SC2154
# Limits, ports, options, and every way to end.

with_few_descriptors() {
    copy_checkout
    inside=(prlimit --nofile=1024:1024)
    run_corral lab --quick --out "$out"
    refused_with '1024 (files|file descriptors)|(files|descriptors).*1024' 'ulimit -n'
    nothing_left
    serve_once
}

with_port_taken() {
    copy_checkout
    local taken
    for taken in "$port" $((port + 1000)); do
        start_origin 127.0.0.1 "$taken"
        serve_refused
        refused_with "$taken" --port
        kill "${helpers[-1]}"
        within 10 ended "${helpers[-1]}" || true
    done
    nothing_left
}

localhost_of_both_families() {
    grep -qx 0 /proc/sys/net/ipv6/conf/lo/disable_ipv6 2>/dev/null || not_tried "this machine has no ::1"
    if is_root; then
        printf '127.0.0.1 localhost\n::1 localhost\n' >"$folder/hosts"
        mount --bind "$folder/hosts" /etc/hosts
    fi
    getent ahostsv6 localhost | grep -E '^::1 ' >/dev/null || not_tried "localhost has no address ::1 here"
}

origin_on_ipv6() {
    copy_checkout
    localhost_of_both_families
    start_origin ::1
    origin=http://localhost:$origin_port/rows/{key}
    start_serve
    read_row
    end_serve TERM
    nothing_left
}

# The user closes the window.
in_closed_terminal() {
    copy_checkout
    start_origin 127.0.0.1
    outside=(python3 "$library/terminal.py" "$folder/serve.out")
    settings=(TERM=xterm)
    start_serve
    read_row
    kill -USR1 "$corral_pid"
    nothing_left
}

# The next start in the same folder works, and nothing of the first run is left after it.
with_parent_killed() {
    copy_checkout
    start_origin 127.0.0.1
    start_serve
    read_row
    end_serve KILL
    nothing_left
    start_serve
    read_row
    end_serve TERM
    nothing_left
}

# Three times, each after another while, before the welcome.
with_parent_killed_while_it_starts() {
    copy_checkout
    start_origin 127.0.0.1
    local each
    for each in 1 2 3; do
        begin_serve
        sleep "$each"
        end_serve KILL
        nothing_left
    done
    start_serve
    read_row
    end_serve TERM
    nothing_left
}

# Ctrl-C while a read waits for the origin: a wanted end has nothing to report. The second node ends at once, the first later.
with_request_in_flight() {
    copy_checkout
    nodes=2
    start_origin 127.0.0.1
    start_serve
    read_row
    curl -s --noproxy '*' --max-time 40 "http://127.0.0.1:$port/caches/full/held-1" >/dev/null 2>&1 &
    helpers+=($!)
    within 10 grep -qxF held-1 "$folder/origin.log" || miss "the read that is held does not reach the origin"
    local before noise
    before=$(cat "$folder/serve.out" "$folder/serve.err" | wc -l)
    end_serve INT group
    noise=$(cat "$folder/serve.out" "$folder/serve.err" | grep -E 'has ended|Exception|WARN|ERROR|[0-9]{2}:[0-9]{2}:[0-9]{2}|^[[:space:]]+at ' || true)
    [ -z "$noise" ] || miss "Ctrl-C is not quiet: $(echo "$noise" | head -n 1)"
    [ $(($(cat "$folder/serve.out" "$folder/serve.err" | wc -l) - before)) -le 2 ] || miss "Ctrl-C prints more than two lines"
    nothing_left
}

# The second run of a folder is refused while the first one runs, and the first is not disturbed.
two_runs_of_one_folder() {
    copy_checkout
    start_origin 127.0.0.1
    start_serve
    local first=$corral_pid
    port=$((port + 1)) serve_refused
    refused_with "$out|--out"
    corral_pid=$first
    read_row
    end_serve TERM
    nothing_left
}

with_unknown_setting() {
    copy_checkout
    serve_refused --set ttl=3s
    refused_with ttl 'corral\.'
    serve_refused --set corral.caches.full.tll=3s
    refused_with 'corral\.caches\.full\.tll' 'ttl'
    serve_refused --set quarkus.http.prot=1
    refused_with 'quarkus\.http\.prot' 'quarkus\.http\.port'
    nothing_left
}

entry descriptors-1024            light 120 with_few_descriptors
entry port-taken                  light 90 with_port_taken
entry origin-ipv6                 light 90 origin_on_ipv6
entry end-terminal-closed         light 90 in_closed_terminal
entry end-parent-killed           light 120 with_parent_killed
entry end-killed-while-starting   light 120 with_parent_killed_while_it_starts
entry end-request-in-flight       light 90 with_request_in_flight
entry folder-two-runs             light 90 two_runs_of_one_folder
entry setting-unknown             light 60 with_unknown_setting
