package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The command of a child that is a JVM, with the flags that all of them have in common. */
final class JvmCommand {

    /**
     * A shell script that the JVM replaces by {@code exec}. Ctrl-C and the hang-up of a terminal reach the whole
     * process group. A JVM keeps ignoring signals that were ignored at its start, so that only the lab reacts to them
     * and stops its children in order. A stopped child (SIGSTOP) cannot read the end of its standard input, so a second
     * reader resumes it.
     */
    private static final String START =
            "trap '' HUP INT; exec 3<&0; { cat; kill -CONT $$; } <&3 >/dev/null 2>&1 & exec \"$@\" 3<&-";

    private static final String OPTIONS = "java-options";

    private JvmCommand() {}

    /**
     * @param name the name of the child
     * @param logs the folder of its log, which also contains its working folder
     * @param prefix the beginning of the command
     */
    static List<String> of(String name, Path logs, Jvm jvm, List<String> prefix) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", START, name));
        command.addAll(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options(logs, name));
        command.addAll(jvm.compilers().flags());
        command.addAll(List.of(
                "-Xmx" + jvm.heapMiB() + "m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                // Returns the memory of the compilers to the system; experimental in some versions of the JVM.
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:TrimNativeHeapInterval=5000",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:ErrorFile=" + logs.toAbsolutePath().resolve(name + "-crash.log"),
                "-Djava.io.tmpdir=" + WorkFolder.of(logs, name).temporary()));
        command.addAll(jvm.flags());
        return command;
    }

    /** The options from the user's environment. */
    private static List<String> options(Path logs, String name) {
        try {
            Path file = WorkFolder.ofStart(logs, name).renew().path().resolve(OPTIONS);
            return OptionsFile.write(file, ChildEnvironment.ofLab().systemProperties());
        } catch (IOException failure) {
            throw new LabException("could not start " + name + ": " + Reasons.of(failure), failure);
        }
    }

    /** The lab's own class path with absolute entries, for a child with another working folder. */
    static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
