# shellcheck shell=bash disable=SC2154
# The build as ./corral does it: interrupted, twice at once; and the tests that compute or print text.

# Ten random moments within the first seconds of a build, by Ctrl-C and SIGKILL in turns, each on what the one before has left.
interrupted_build() {
    fresh_clone "$checkout"
    RANDOM=$SELFTEST_RUN
    local each milliseconds
    for each in 1 2 3 4 5 6 7 8 9 10; do
        milliseconds=$((300 + RANDOM % 7000))
        (become_corral --version) >>"$folder/build.out" 2>>"$folder/build.err" </dev/null &
        corral_pid=$!
        sleep "$((milliseconds / 1000)).$(printf '%03d' $((milliseconds % 1000)))"
        if [ $((each % 2)) = 0 ]; then kill -KILL -- "-$corral_pid" 2>/dev/null || true; else kill -INT -- "-$corral_pid" 2>/dev/null || true; fi
        echo "kill $each after $milliseconds ms"
        within 20 ended "$corral_pid" || miss "a build has not ended 20 s after it was interrupted"
    done
    status=0
    (become_corral --version) >"$folder/run.out" 2>"$folder/run.err" </dev/null &
    wait $! || status=$?
    [ "$status" = 0 ] || miss "after ten interrupted builds the next command fails: $(tail -n 2 "$folder/run.err")"
    # What Maven leaves in /tmp when it is killed is not ours.
    note_tmp
    serve_once
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
    [ "$(cat "$folder/first.err" "$folder/second.err" | wc -l)" -ge 2 ] || miss "the second command does not report that it waits"
    nothing_left
}

# $1: locale. Unit tests of the modules whose results are text.
text_tests() {
    require_locale "$1"
    # A copy of the working tree, with the classes that ./corral test has compiled there.
    mkdir "$checkout"
    local each jdk
    for each in "$root"/* "$root/.mvn"; do
        if [ "$each" != "$root/target" ]; then cp -a "$each" "$checkout/"; fi
    done
    jdk=$(real_jdk)
    (cd "$checkout" && env LC_ALL="$1" LANG="$1" JAVA_HOME="$jdk" SELFTEST_ENTRY="$id" \
        mvn -B -q -pl lab,helm -am test -Dtest="$text_test_classes" -Dsurefire.failIfNoSpecifiedTests=false) >"$folder/tests.log" 2>&1 ||
        miss "tests fail under $1: $(grep -E '^\[ERROR\]' "$folder/tests.log" | head -n 3)"
    grep -rlE 'tests="[1-9]' "$checkout"/lab/target/surefire-reports/*.xml "$checkout"/helm/target/surefire-reports/*.xml >/dev/null ||
        miss "no test ran"
}

text_test_classes='**/lab/report/**/*Test,**/lab/compare/*Test,**/lab/scopes/*Test,**/lab/scaling/*Test,**/lab/bench/*ReportTest,**/lab/fault/*ReportTest,**/lab/command/*Test,**/lab/MainTest,**/helm/*Test'

entry build-two-at-once           builds 240 two_builds_at_once
entry build-interrupted           builds 280 interrupted_build
entry tests-de_DE                 light 180 text_tests de_DE.UTF-8
entry tests-C                     light 180 text_tests C
