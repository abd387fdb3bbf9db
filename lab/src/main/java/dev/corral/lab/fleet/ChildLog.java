package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The log file with the output of a child process. */
record ChildLog(Path file) {

    /** Escape sequences and control characters of a terminal, which are removed from quoted lines. */
    private static final Pattern CONTROL = Pattern.compile("\\e\\[[0-9;?]*[A-Za-z]|\\p{Cntrl}");

    private static final Pattern DUMP =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)\\R(?:Full thread dump)");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** The number of lines that contain this text. */
    long count(String text) {
        return text().lines().filter(line -> line.contains(text)).count();
    }

    /** The last lines that are not blank; the reason, if the log cannot be read. */
    String last(int count, String separator) {
        try {
            List<String> lines = read().lines()
                    .map(line -> CONTROL.matcher(line).replaceAll(""))
                    .filter(line -> !line.isBlank())
                    .toList();
            return String.join(separator, lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException unreadable) {
            return "(" + Reasons.of(unreadable) + ")";
        }
    }

    /** The times of day that are printed above the thread dumps of a JVM. */
    List<LocalDateTime> dumps() {
        return DUMP.matcher(text())
                .results()
                .map(dump -> LocalDateTime.parse(dump.group(1), STAMP))
                .toList();
    }

    private String text() {
        try {
            return read();
        } catch (IOException unreadable) {
            throw new LabException("cannot read " + file, unreadable);
        }
    }

    /** Invalid UTF-8 in the output is replaced. */
    private String read() throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
