package dev.corral.lab.fleet;

import dev.corral.lab.ending.Ending;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that ends with the lab, however the lab ends: it exits when its standard input ends, and the lab
 * holds the other end of that pipe.
 *
 * <p>It runs in a {@link WorkFolder}, so that it reads no files from the folder in which the lab was called.
 */
final class Child implements AutoCloseable {

    private static final int LAST_LINES = 15;
    private static final int GRACE_SECONDS = 8;

    /** The longest delay between the end of a process and its report by the system. */
    private static final Duration REPORT = Duration.ofSeconds(1);

    private static final Set<String> ENDING = Set.of("KILL", "TERM");

    /** All child processes that have not been closed. */
    private static final Set<Child> LIVE = ConcurrentHashMap.newKeySet();

    private final String name;
    private final ChildLog log;
    private final WorkFolder folder;
    private final Process process;

    /** Whether the lab itself has sent a signal that ends the process. */
    private volatile boolean endIsWanted;

    private Child(String name, ChildLog log, WorkFolder folder, Process process) {
        this.name = name;
        this.log = log;
        this.folder = folder;
        this.process = process;
    }

    static Child start(String name, Path log, List<String> command) {
        return start(name, log, command, ProcessBuilder.Redirect.to(log.toFile()));
    }

    /** Starts a child that has ended again; its output is appended to the same log. */
    static Child startAgain(String name, Path log, List<String> command) {
        return start(name, log, command, ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static Child start(String name, Path log, List<String> command, ProcessBuilder.Redirect output) {
        Child child = begin(name, log, command, output);
        LIVE.add(child);
        if (Ending.hasBegun()) {
            child.close();
            throw new LabException(name + " is not started: the lab is ending");
        }
        return child;
    }

    private static Child begin(String name, Path log, List<String> command, ProcessBuilder.Redirect output) {
        try {
            Files.createDirectories(log.getParent());
            WorkFolder folder = WorkFolder.of(log.getParent(), name).renew();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output);
            ChildEnvironment.ofLab().limit(builder.environment());
            return new Child(name, new ChildLog(log), folder, builder.start());
        } catch (IOException failure) {
            throw new LabException("could not start " + name + ": " + Reasons.of(failure), failure);
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

    /** Whether it is an ancestor of another process. */
    boolean hasStarted(ProcessHandle other) {
        return Stream.iterate(
                        other.parent(), Optional::isPresent, each -> each.get().parent())
                .anyMatch(each -> each.get().pid() == process.pid());
    }

    /** Whether it has ended without a signal from the lab. */
    boolean hasEndedUnasked() {
        return !running() && !endIsWanted;
    }

    /** Ends all children that have not been closed, in parallel. The lab is ending and starts no more of them. */
    static void endAll() {
        List<Child> left = List.copyOf(LIVE);
        left.forEach(Child::leave);
        left.forEach(Child::close);
    }

    /**
     * Returns an exception that states the trouble, the exit status if the child has ended, and the last lines of its
     * log.
     */
    LabException trouble(String what) {
        return told(running() ? what : what + " and " + status().sentence());
    }

    /** Returns the exception for a child that has ended although it should be running. */
    LabException ended() {
        return told(status().sentence());
    }

    private LabException told(String what) {
        return new LabException(
                name + " " + what, "; the last lines of " + log.file() + ":\n" + log.last(LAST_LINES, "\n"), null);
    }

    /** The exit status; the child must have ended. */
    ExitStatus status() {
        return new ExitStatus(process.exitValue());
    }

    ChildLog log() {
        return log;
    }

    /** The number of lines of its log that contain this text. */
    long logLines(String text) {
        return log.count(text);
    }

    /**
     * Sends a signal; does nothing if the child has ended.
     *
     * @param name the name of the signal for {@code kill}: KILL, TERM, STOP or CONT
     * @throws LabException if the child is running and the signal cannot be sent
     */
    void signal(String name) {
        endIsWanted |= ENDING.contains(name);
        try {
            Signals.send(name, pid());
        } catch (LabException refused) {
            if (!awaitEnd(REPORT)) {
                throw refused;
            }
        }
    }

    /** Makes a JVM write the stacks of all threads to its log, and returns the time of day printed above them. */
    LocalDateTime dumpedAt() {
        int before = log.dumps().size();
        signal("QUIT");
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        while (log.dumps().size() == before) {
            if (System.nanoTime() > endNanos) {
                throw trouble("does not print its time");
            }
            Patience.brief();
        }
        return log.dumps().getLast();
    }

    /** Waits for its end; returns whether it has ended within that time. */
    boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", interrupted);
        }
    }

    /** Requests its end by closing its standard input. */
    void leave() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            // The process has already ended.
        }
    }

    @Override
    public void close() {
        leave();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        folder.delete();
        LIVE.remove(this);
    }
}
