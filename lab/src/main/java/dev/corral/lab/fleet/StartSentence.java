package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The sentences with which a service reports why it did not start: the lines of its log that do not have the log
 * format.
 */
final class StartSentence {

    private static final int MOST_LINES = 6;
    private static final Pattern LOG_LINE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*|Picked up .*|WARNING: .*| - .*|\\s*");
    private static final Pattern TRACE = Pattern.compile("\\s+at .*|.*Exception.*|Caused by: .*|Error: .*|.*Error:.*");

    /** The messages of a JVM if a jar or a class is missing or cannot be read. */
    private static final Pattern DAMAGED =
            Pattern.compile("Invalid or corrupt jarfile|Could not find or load main class"
                    + "|java\\.util\\.zip\\.ZipException|java\\.lang\\.(ClassFormatError|NoClassDefFoundError)");

    /** With too many open files, an intact jar cannot be opened either. */
    private static final Pattern TOO_MANY_FILES = Pattern.compile("Too many open files");

    private StartSentence() {}

    private static boolean has(List<String> lines, Pattern pattern) {
        return lines.stream().anyMatch(line -> pattern.matcher(line).find());
    }

    private static LabException damaged(String name, Path log) {
        return new LabException(
                name + " did not start, because its build in " + System.getProperty("corral.apps", "target")
                        + " is damaged (log: " + log + "): delete that folder and start again");
    }

    /** Returns the reason; empty if the log contains more than such sentences, for example a stack trace. */
    static Optional<LabException> of(String name, Path log) {
        List<String> sentences;
        try {
            sentences = Files.readAllLines(log).stream()
                    .filter(line -> !LOG_LINE.matcher(line).matches())
                    .toList();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        if (has(sentences, DAMAGED) && !has(sentences, TOO_MANY_FILES)) {
            return Optional.of(damaged(name, log));
        }
        boolean plain = !sentences.isEmpty()
                && sentences.size() <= MOST_LINES
                && sentences.stream().noneMatch(line -> TRACE.matcher(line).matches());
        return plain
                ? Optional.of(new LabException(name + " did not start: " + String.join("; ", sentences)))
                : Optional.empty();
    }
}
