# shellcheck shell=bash disable=SC2154
# Somebody else's Java: options, shims and older JDKs.

# The home of a JDK that is new enough for the project.
real_jdk() {
    local each
    for each in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v java || echo /)")")")" /usr/lib/jvm/* /opt/*jdk* /opt/java/*; do
        if [ -x "$each/bin/javac" ] && "$each/bin/java" -version 2>&1 | grep -E 'version "(2[1-9]|[3-9][0-9])' >/dev/null; then
            echo "$each"
            return
        fi
    done
    not_tried "no JDK of version 21 or newer"
}

# $1: folder. A JDK 17 as far as a launcher can see: it has a version, and runs no class of version 21.
fake_jdk_17() {
    mkdir -p "$1/bin" "$1/lib"
    echo 'JAVA_VERSION="17.0.12"' >"$1/release"
    cat >"$1/bin/java" <<PROGRAM
#!/bin/sh
for each; do
    case \$each in
        -XshowSettings*) printf '    java.home = %s\n    java.specification.version = 17\n    java.version = 17.0.12\n' '$1' >&2 ;;
        -version) printf 'openjdk version "17.0.12" 2024-07-16\n' >&2; exit 0 ;;
        --version) printf 'openjdk 17.0.12 2024-07-16\n'; exit 0 ;;
        [!-]*) break ;;
    esac
done
echo 'Error: LinkageError occurred while loading main class' >&2
echo 'java.lang.UnsupportedClassVersionError: class file version 65.0, this version of the Java Runtime only recognizes class file versions up to 61.0' >&2
exit 1
PROGRAM
    printf '#!/bin/sh\necho "error: release version 21 not supported" >&2\nexit 1\n' >"$1/bin/javac"
    chmod +x "$1/bin/java" "$1/bin/javac"
}

# Binds the JDK to a folder that no search finds, and hides the usual ones.
hide_jdks() {
    require_root "the folders where JDKs usually are must be hidden"
    local each jdk
    jdk=$(real_jdk)
    mkdir "$folder/jdk" "$folder/home"
    mount --bind "$jdk" "$folder/jdk"
    for each in /usr/lib/jvm /opt/*jdk* /opt/java; do
        if [ -d "$each" ]; then mount -t tmpfs selftest "$each"; fi
    done
}

# Each argument is a variable of the environment.
with_settings() {
    copy_checkout
    settings=("$@")
    serve_once
}

# java and javac are scripts on PATH that become the real ones, as those of asdf, mise and jenv.
with_shim() {
    hide_jdks
    copy_checkout
    local each path
    path=$(path_without java javac)
    mkdir "$folder/shims"
    for each in java javac; do
        printf '#!/usr/bin/env bash\nexec "%s/bin/%s" "$@"\n' "$folder/jdk" "$each" >"$folder/shims/$each"
        chmod +x "$folder/shims/$each"
    done
    settings=(-u JAVA_HOME "HOME=$folder/home" "PATH=$folder/shims:$path")
    serve_once
}

# JAVA_HOME is JDK 17; a newer one is in the usual places or on PATH.
java_home_is_older() {
    copy_checkout
    fake_jdk_17 "$folder/jdk-17"
    settings=("JAVA_HOME=$folder/jdk-17")
    serve_once
}

java_home_is_absent() {
    copy_checkout
    settings=("JAVA_HOME=$folder/no-such-jdk")
    serve_once
}

only_an_older_jdk() {
    hide_jdks
    copy_checkout
    fake_jdk_17 "$folder/jdk-17"
    settings=("JAVA_HOME=$folder/jdk-17" "HOME=$folder/home" "PATH=$(path_without java javac)")
    serve_refused
    refused_with "$folder/jdk-17|JAVA_HOME" 17 21
    nothing_left
}

# ~/.mavenrc, which Maven reads last, names JDK 17: Maven runs on the JDK that ./corral has found, or the sentence names the file.
mavenrc_is_older() {
    cp -a "$base" "$checkout"
    mkdir "$folder/home"
    fake_jdk_17 "$folder/jdk-17"
    echo "JAVA_HOME=$folder/jdk-17" >"$folder/home/.mavenrc"
    settings=(-u JAVA_HOME "HOME=$folder/home")
    run_corral test --version
    if [ "$status" = 0 ]; then
        grep -E 'Java version: (2[1-9]|[3-9][0-9])' "$folder/run.out" >/dev/null || miss "Maven runs on another JDK: $(head -n 3 "$folder/run.out")"
    else
        refused_with '\.mavenrc' 17
    fi
    nothing_left
}

entry tool-options-g1             light 90 with_settings JAVA_TOOL_OPTIONS=-XX:+UseG1GC
entry tool-options-heap           light 90 with_settings JAVA_TOOL_OPTIONS=-Xms1g
entry tool-options-locale         light 90 with_settings 'JAVA_TOOL_OPTIONS=-Duser.language=ar -Duser.country=EG -Dfile.encoding=ISO-8859-1'
entry jdk-options-parallel        light 90 with_settings JDK_JAVA_OPTIONS=-XX:+UseParallelGC
entry java-shim                   light 90 with_shim
entry java-home-older             light 90 java_home_is_older
entry java-home-absent            light 90 java_home_is_absent
entry java-only-older             light 60 only_an_older_jdk
entry mavenrc-older               light 60 mavenrc_is_older
