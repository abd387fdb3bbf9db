# shellcheck shell=bash disable=SC2154
# The build as ./corral does it: interrupted, twice at once; and the tests that compute or print text.

# Ten random moments, spread over a whole build as it has just been measured here, closer together at its beginning: Ctrl-C and
# SIGKILL in turns, each on what the one before has left. This holds that a build which is interrupted in any of its phases
# (copy, compilation, jars, applications) leaves nothing that the next command stumbles over: the next one is the next build,
# which may not report an error before its own end comes, and the last one is whole and serves. Ten whole builds, one
# after each, would take minutes; what the builds before have left is the same for all of them, because each works in a folder of
# its own.
interrupted_build() {
    fresh_clone "$checkout"
    RANDOM=$SELFTEST_RUN
    local each order began whole milliseconds signal
    began=$(date +%s%N)
    whole_build
    whole=$((($(date +%s%N) - began) / 1000000))
    # The tenths of the length, each once, in a random order.
    order=$(for each in 0 1 2 3 4 5 6 7 8 9; do echo "$RANDOM $each"; done | sort -n | cut -d ' ' -f 2)
    for each in $order; do
        rm -rf "$checkout/target/dist"
        milliseconds=$((each * 1000 + RANDOM % 1000))
        milliseconds=$((whole * milliseconds / 10000 * milliseconds / 10000))
        if [ $((RANDOM % 2)) = 0 ]; then signal=KILL; else signal=INT; fi
        begin_build
        sleep "$((milliseconds / 1000)).$(printf '%03d' $((milliseconds % 1000)))"
        only_progress
        if ended "$corral_pid"; then
            echo "whole before $milliseconds ms"
            end_build
            continue
        fi
        kill "-$signal" -- "-$corral_pid" 2>/dev/null || true
        echo "SIG$signal after $milliseconds ms of $whole ms"
        within 20 ended "$corral_pid" || miss "a build has not ended 20 s after it was interrupted"
    done
    rm -rf "$checkout/target/dist"
    whole_build
    # What Maven leaves in /tmp when it is killed is not ours.
    note_tmp
    serve_once
}

begin_build() {
    (become_corral --version) >"$folder/build.out" 2>"$folder/build.err" </dev/null &
    corral_pid=$!
}

end_build() {
    status=0
    wait "$corral_pid" || status=$?
    [ "$status" = 0 ] || miss "a build fails with exit code $status: $(tail -n 2 "$folder/build.err")"
}

whole_build() {
    begin_build
    end_build
    only_progress
}

# What the build has printed until now: no error, but what it does, and that it waits for one that still ends.
only_progress() {
    local other
    other=$(grep -vE '^corral: (building \(|training the JVM of the nodes \(|another \./corral builds here )' "$folder/build.err" || true)
    [ -z "$other" ] || miss "after an interrupted build the next one reports: $(echo "$other" | head -n 2)"
}

# Two commands in a fresh clone. The clone that they build is the one which all other entries copy.
two_builds_at_once() {
    checkout=$base
    if [ -d "$base" ]; then not_tried "the clone of the last run is used"; fi
    fresh_clone "$base"
    local first second each status
    (become_corral --version) >"$folder/first.out" 2>"$folder/first.err" </dev/null &
    first=$!
    sleep 0.5
    (become_corral --version) >"$folder/second.out" 2>"$folder/second.err" </dev/null &
    second=$!
    for each in first second; do
        status=0
        wait "${!each}" || status=$?
        [ "$status" = 0 ] || miss "the $each of two builds at once ends with exit code $status: $(tail -n 2 "$folder/$each.err")"
        grep -F corral "$folder/$each.out" >/dev/null || miss "the $each of two builds at once prints no version"
    done
    # Either may be the one that builds.
    [ "$(cat "$folder/first.err" "$folder/second.err" | grep -cF 'corral: building (')" = 1 ] || miss "not exactly one of two commands builds"
    [ "$(cat "$folder/first.err" "$folder/second.err" | grep -cF 'waiting for it')" = 1 ] || miss "the other command does not report that it waits"
    nothing_left
}

# The arguments are locales. Under one after another, the tests that compute, format, parse or print text, of every module.
text_tests() {
    local each
    for each in "$@"; do require_locale "$each"; done
    # A copy of the working tree, with the classes that ./corral test has compiled there, and without what its tests have left.
    mkdir "$checkout"
    for each in "$root"/* "$root/.mvn"; do
        if [ "$each" != "$root/target" ]; then cp -a "$each" "$checkout/"; fi
    done
    for each in "$@"; do
        rm -rf "$checkout"/*/target/surefire-reports
        text_tests_under "$each"
    done
}

# $1: locale.
text_tests_under() {
    local jdk patterns module
    jdk=$(real_jdk)
    patterns=$(sed -e 's/#.*//' -e '/^ *$/d' "$library/text-tests" | tr -d ' ' | paste -s -d , -)
    in_copy env LC_ALL="$1" LANG="$1" JAVA_HOME="$jdk" SELFTEST_ENTRY="$id" \
        mvn -B -q test -Dtest="$patterns" -Dsurefire.failIfNoSpecifiedTests=false >"$folder/$1.log" 2>&1 ||
        miss "tests fail under $1: $(grep -E '^\[ERROR\]' "$folder/$1.log" | head -n 3)"
    for module in $(sed -n 's/^# module //p' "$library/text-tests"); do
        grep -lE 'tests="[1-9]' "$checkout/$module"/target/surefire-reports/*.xml >/dev/null 2>&1 || miss "no test of $module ran under $1"
    done
}

# Runs a command in the copy of the working tree. Where this entry may mount, the copy is in the place of the tree: the paths in
# what is compiled are those of the tree, and nothing is compiled again.
in_copy() {
    if has_namespace; then
        # shellcheck disable=SC2016
        unshare --mount bash -c 'mount --bind "$1" "$2" && cd "$2" && shift 2 && exec "$@"' in_copy "$checkout" "$root" "$@"
    else
        (cd "$checkout" && "$@")
    fi
}

entry build-two-at-once           builds 240 two_builds_at_once
entry build-interrupted           builds 420 interrupted_build
entry tests-locales               builds 420 text_tests de_DE.UTF-8 C
