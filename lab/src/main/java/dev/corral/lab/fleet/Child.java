package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A process that lives no longer than the lab: it ends when its standard input does, and the lab holds the other end of
 * that pipe. So it ends with the lab however the lab ends.
 *
 * <p>It runs in a {@link WorkFolder}, so that it reads no files of the folder in which the lab was called.
 */
final class Child implements AutoCloseable {

    private static final int LAST_LINES = 15;
    private static final int GRACE_SECONDS = 8;

    /** An end is reported a little after it. */
    private static final Duration REPORT = Duration.ofSeconds(1);

    /** Signals that end a process. */
    private static final Set<String> ENDING = Set.of("KILL", "TERM");

    /** All child processes that have not been closed. */
    private static final Set<Child> LIVE = ConcurrentHashMap.newKeySet();

    private final String name;
    private final ChildLog log;
    private final WorkFolder folder;
    private final Process process;

    /** Whether the lab itself has sent a signal that ends it. */
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

    /** The next life of one that has ended: its log goes on. */
    static Child startAgain(String name, Path log, List<String> command) {
        return start(name, log, command, ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static Child start(String name, Path log, List<String> command, ProcessBuilder.Redirect output) {
        Child child = begin(name, log, command, output);
        LIVE.add(child);
        if (Ending.hasBegun()) {
            child.close();
            throw new Trouble(name + " is not started: the lab is ending");
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
            throw new Trouble("could not start " + name + ": " + Reasons.of(failure), failure);
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

    /** Whether it has ended by itself, or by somebody else. */
    boolean hasEndedUnasked() {
        return !running() && !endIsWanted;
    }

    /** Ends all that have not been closed, side by side: the lab ends, and starts no more. */
    static void endAll() {
        List<Child> left = List.copyOf(LIVE);
        left.forEach(Child::leave);
        left.forEach(Child::close);
    }

    /** The sentence to give up with, how it ended where it has, and the last lines of its log. */
    Trouble trouble(String what) {
        return told(running() ? what : what + " and " + status().sentence());
    }

    /** The same for one that should go on. */
    Trouble ended() {
        return told(status().sentence());
    }

    private Trouble told(String what) {
        return new Trouble(
                name + " " + what, "; the last lines of " + log.file() + ":\n" + log.last(LAST_LINES, "\n"), null);
    }

    /** Of one that has ended. */
    ExitStatus status() {
        return new ExitStatus(process.exitValue());
    }

    ChildLog log() {
        return log;
    }

    /** Lines of its log that contain this text. */
    long logLines(String text) {
        return log.count(text);
    }

    /**
     * Sends a signal by its name: KILL, TERM, STOP or CONT. A process that has ended receives none.
     *
     * @throws Trouble where it runs and the signal cannot be sent
     */
    void signal(String name) {
        endIsWanted |= ENDING.contains(name);
        try {
            Signals.send(name, pid());
        } catch (Trouble refused) {
            if (!awaitEnd(REPORT)) {
                throw refused;
            }
        }
    }

    /** Of a JVM: writes the stacks of all threads to its log, and says what time stands over them. */
    LocalDateTime dumpedAt() {
        int before = log.dumps().size();
        signal("QUIT");
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        while (log.dumps().size() == before) {
            if (System.nanoTime() > endNanos) {
                throw trouble("does not say what time it is");
            }
            Patience.brief();
        }
        return log.dumps().getLast();
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
