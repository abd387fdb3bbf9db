package dev.corral.lab.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A checkout with the launcher and its tools, sources of one line, and scripts that replace a JDK and Maven. The
 * replaced lab prints its arguments and its environment.
 */
final class Checkout {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final Path folder;
    private final Path root;
    private final Map<String, String> environment = new TreeMap<>();
    private List<String> prefix = List.of();

    /** @param name the last part of the checkout's path */
    Checkout(Path folder, String name) throws IOException {
        this.folder = folder;
        this.root = Files.createDirectories(folder.resolve(name));
        copy("corral", "tools/Build.java", "tools/fingerprint", "tools/keep", "tools/outputs", "tools/sources");
        write(".mvn/jvm.config", "");
        write("pom.xml", "<project/>");
        write("guard/pom.xml", "<project/>");
        source("one");
        jdk("jdk-25", "25");
        script("bin/mvn", MAVEN);
        environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("HOME", folder.toString());
        environment.put("LANG", "C");
        environment.put("JAVA_HOME", folder.resolve("jdk-25").toString());
    }

    private static final String MAVEN = """
            #!/bin/sh
            [ -n "${MAVEN_SKIP_RC:-}" ] || [ ! -r "$HOME/.mavenrc" ] || . "$HOME/.mavenrc"
            if [ "$1" = -v ]; then
                if [ -n "${MAVEN_OPTS:-}" ]; then echo "Unrecognized option: $MAVEN_OPTS"; exit 1; fi
                echo "Apache Maven 3.9.9"
                echo "Java version: ${RUNS_ON:-25}, vendor: V, runtime: /the/runtime"
                exit
            fi
            echo $$ >>"$HOME/builds"
            echo "${MAVEN_OPTS:-}" >>"$HOME/options"
            echo "$*" >>"$HOME/arguments"
            while [ -e "$HOME/hold" ]; do sleep 0.05; done
            if [ -e "$HOME/fail" ]; then echo "[ERROR] $(pwd)/guard is wrong"; exit 1; fi
            for made in lab/target/classes lab/target/lib \\
                cache-node/target/quarkus-app slow-origin/target/quarkus-app yardstick/target/quarkus-app \\
                yardstick-fault-tolerance/target/quarkus-app; do
                mkdir -p "$made" && cp guard/src/main/java/Source.java "$made/made.jar"
            done
            """;

    private void copy(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.copy(Path.of("..").resolve(name), root.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void write(String name, String content) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), content);
    }

    /** Writes the source from which the build of this checkout makes its outputs. */
    void source(String content) throws IOException {
        write("guard/src/main/java/Source.java", content);
    }

    /**
     * Creates a JDK that reports this version; it runs the build, which is already compiled, on the JDK of this test.
     */
    Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        script(name + "/bin/javac", "#!/bin/sh\n");
        script(name + "/bin/java", """
                #!/bin/sh
                case "$*" in
                    *-XshowSettings*) printf '    java.home = %%s\\n    java.specification.version = %%s\\n' '%s' '%s' ;;
                    *tools/Build.java*)
                        while [ "$1" != tools/Build.java ]; do shift; done
                        shift
                        exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' Build "$@"
                        ;;
                    *) printf 'argument %%s\\n' "$@"; env | sed 's/^/variable /' ;;
                esac
                """.formatted(
                        home, version, Path.of(System.getProperty("java.home"), "bin", "java"), CompiledBuild.CLASSES));
        return home;
    }

    void script(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * The path of a file in the user's home folder. Builds wait while {@code hold} exists, fail while {@code fail}
     * exists, and write their JVM options to {@code options}.
     */
    Path home(String name) {
        return folder.resolve(name);
    }

    Path root() {
        return root;
    }

    Checkout with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Checkout without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** The starts of Maven except those for its version, one line with the process id each. */
    List<String> builds() throws IOException {
        Path builds = home("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** Runs the launcher through this command, which replaces itself by the launcher. */
    Checkout behind(List<String> command) {
        prefix = command;
        return this;
    }

    Run start(String... arguments) throws IOException {
        Path output = Files.createTempFile(folder, "run", ".txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(prefix));
        builder.command().addAll(List.of("/bin/sh", root.resolve("corral").toString()));
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Run(builder.start(), output);
    }

    Run run(String... arguments) throws IOException {
        Run run = start(arguments);
        run.end();
        return run;
    }

    static void await(BooleanSupplier condition) {
        long endNanos = System.nanoTime() + LONGEST_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > endNanos) {
                throw new AssertionError("it did not come to be within three minutes");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** A run of the launcher, with both output streams in one file. */
    record Run(Process process, Path output) {

        String said() {
            try {
                return Files.readString(output, StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        int end() {
            await(() -> !process.isAlive());
            return process.exitValue();
        }

        void kill() {
            process.destroyForcibly();
            end();
        }
    }
}
