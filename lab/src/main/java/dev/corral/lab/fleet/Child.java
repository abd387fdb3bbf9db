package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process that lives no longer than the lab: it ends when its standard input does, and the lab holds the other end of
 * that pipe. So it ends with the lab however the lab ends.
 */
final class Child implements AutoCloseable {

    private static final Pattern DUMP =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)\\R(?:Full thread dump)");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int LAST_LINES = 15;
    private static final int GRACE_SECONDS = 8;

    private final String name;
    private final Path log;
    private final Process process;

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    static Child start(String name, Path log, List<String> command) {
        return start(name, log, command, ProcessBuilder.Redirect.to(log.toFile()));
    }

    /** The next life of one that has ended: its log goes on. */
    static Child startAgain(String name, Path log, List<String> command) {
        return start(name, log, command, ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static Child start(String name, Path log, List<String> command, ProcessBuilder.Redirect output) {
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            return new Child(name, log, process);
        } catch (IOException failure) {
            throw new Trouble("could not start " + name + ": " + failure.getMessage(), failure);
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean running() {
        return process.isAlive();
    }

    /** The sentence to give up with, and the end of the log behind it. */
    Trouble trouble(String what) {
        return new Trouble(name + " " + what + "; the end of " + log + ":\n" + lastLines());
    }

    /** Lines of its log that contain this text. */
    long logLines(String text) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException unreadable) {
            throw new Trouble("cannot read " + log, unreadable);
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(" + unreadable.getMessage() + ")";
        }
    }

    /** By the name that kill knows: KILL, TERM, STOP, CONT. */
    void signal(String name) {
        signal(pid(), name);
    }

    /** The same to a process that one of the lab's has started. */
    static void signal(long pid, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
        } catch (IOException failure) {
            throw new Trouble("could not send " + name + " to process " + pid + ": " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", interrupted);
        }
    }

    /** Of a JVM: writes the stacks of all threads to its log, and says what time stands over them. */
    LocalDateTime dumpedAt() {
        int before = dumps().size();
        signal("QUIT");
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        while (dumps().size() == before) {
            if (System.nanoTime() > endNanos) {
                throw trouble("does not say what time it is");
            }
            Patience.brief();
        }
        return LocalDateTime.parse(dumps().getLast(), STAMP);
    }

    private List<String> dumps() {
        try {
            return DUMP.matcher(Files.readString(log))
                    .results()
                    .map(dump -> dump.group(1))
                    .toList();
        } catch (IOException unreadable) {
            throw new Trouble("cannot read " + log, unreadable);
        }
    }

    /** Whether it has ended within that time. */
    boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", interrupted);
        }
    }

    /** Asks it to end, by closing its standard input. */
    void leave() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            // It has ended.
        }
    }

    @Override
    public void close() {
        leave();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
