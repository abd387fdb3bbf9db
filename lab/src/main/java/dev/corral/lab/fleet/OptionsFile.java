package dev.corral.lab.fleet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The options of a JVM in a file that only its user can read. The options may contain secrets: every user can read a
 * command line, and a JVM prints the options that it finds in a variable.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/man/java.html">java, command-line argument
 *     files</a>
 */
final class OptionsFile {

    private OptionsFile() {}

    /** Writes the options, and returns the arguments with which java reads them; empty if there are no options. */
    static List<String> write(Path file, List<String> options) {
        if (options.isEmpty()) {
            return List.of();
        }
        String lines = options.stream().map(OptionsFile::quoted).collect(Collectors.joining("\n", "", "\n"));
        PrivateFile.write(file, out -> out.write(lines.getBytes(StandardCharsets.UTF_8)));
        return List.of("@" + file.toAbsolutePath());
    }

    private static String quoted(String option) {
        return "\""
                + option.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r") + "\"";
    }
}
