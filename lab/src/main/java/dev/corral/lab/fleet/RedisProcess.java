package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A Redis of the lab's own that keeps its port across restarts. A shell starts it and reports its end; signals are sent
 * to the process id that the server itself reports.
 */
final class RedisProcess implements AutoCloseable {

    /**
     * A setting without an effect here, by which the lab distinguishes its own Redis from another one on the same port.
     */
    static final String MARK = "--syslog-ident";

    private static final Pattern TAKEN =
            Pattern.compile("already in use|already allocated|Address in use", Pattern.CASE_INSENSITIVE);
    private static final Pattern SUPPORTED = Pattern.compile("6\\.([2-9]|\\d\\d).*|([7-9]|\\d\\d)\\..*");
    private static final int LAST_LINES = 3;
    static final String KILL = "KILL";
    private static final Duration OLD_LIFE = Duration.ofSeconds(5);

    private final RedisSource source;
    private final Path logs;
    private final int port = Ports.free(1).getFirst();
    private String mark = newMark();
    private RedisCommand command;
    private Child keeper;
    private long server;

    /** The server process of this life, if it is a process of this system; the lab can observe its end and end it. */
    private Optional<ProcessHandle> process = Optional.empty();

    private boolean closed;

    /** Whether the lab itself has killed the server of this life. */
    private volatile boolean killed;

    /** @throws IOException with the reason, if this source is not available */
    RedisProcess(RedisSource source, Path logs) throws IOException {
        this.source = source;
        this.logs = logs;
        this.command = source.command(port, mark, logs);
        this.keeper = Child.start(source.id(), log(), command.start());
    }

    /** Returns a different mark for each life, so that the server of an old life is not mistaken for the new one. */
    private static String newMark() {
        return "corral-" + UUID.randomUUID();
    }

    private Path log() {
        return logs.resolve(source.id() + ".log");
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** @throws LabException with the reason, if Redis ends, does not respond in time, or is too old */
    void awaitAnswer(RedisClient client, Duration patience) {
        long endNanos = System.nanoTime() + patience.toNanos();
        Optional<String> silence = silence(client);
        while (silence.isPresent()) {
            if (!keeper.running()) {
                requireEnded(client);
                throw new LabException(keeper.status().sentence() + lastLines());
            }
            if (System.nanoTime() > endNanos) {
                throw new LabException("does not respond as the lab needs within " + patience.toSeconds() + " s ("
                        + silence.get() + ")" + lastLines());
            }
            Patience.brief();
            silence = silence(client);
        }
        find(client);
        if (hasLeftKeeper()) {
            throw inBackground();
        }
        String version = client.version();
        if (!supports(version)) {
            throw new LabException("is Redis " + version + ", and the nodes need 6.2 or newer");
        }
    }

    private void find(RedisClient client) {
        server = client.processId();
        process = command.inside().isEmpty() ? ProcessHandle.of(server) : Optional.empty();
    }

    /** A server in the background may respond before the end of its keeper is reported; its parent tells both apart. */
    private boolean hasLeftKeeper() {
        return !keeper.running()
                || process.filter(each -> !keeper.hasStarted(each)).isPresent();
    }

    /** A starter that ends without an error may have left a Redis in the background, which answers a little later. */
    private void requireEnded(RedisClient client) {
        long endNanos = System.nanoTime() + OLD_LIFE.toNanos();
        while (keeper.status().code() == 0 && System.nanoTime() < endNanos) {
            if (silence(client).isEmpty()) {
                find(client);
                throw inBackground();
            }
            Patience.brief();
        }
    }

    /** A Redis that has left its starter would not end with it: it is ended at once. */
    private LabException inBackground() {
        endProcess();
        return new LabException("has put itself into the background: start it without daemonize");
    }

    private String lastLines() {
        String lines = keeper.log().last(LAST_LINES, " | ");
        return lines.isEmpty() ? "" : ": " + lines;
    }

    /** The longest time that a start may take. */
    Duration patience() {
        return source.patience();
    }

    static boolean supports(String version) {
        return SUPPORTED.matcher(version).matches();
    }

    /** The reason why Redis cannot be used yet; empty if it can. */
    private Optional<String> silence(RedisClient client) {
        try {
            return client.hasSetting(MARK.substring(2), mark)
                    ? Optional.empty()
                    : Optional.of("another Redis answers at its port");
        } catch (LabException notYet) {
            return Optional.of(Reasons.ofSilence(notYet.getCause(), RedisClient.LIMIT_SECONDS));
        }
    }

    /** Whether it ended because another process listens on its port. */
    boolean portTaken() {
        return !keeper.running()
                && TAKEN.matcher(keeper.log().last(LAST_LINES, "\n")).find();
    }

    synchronized boolean running() {
        return keeper.running();
    }

    void awaitEnd(Duration limit) {
        keeper.awaitEnd(limit);
    }

    /** The exit status; Redis must have ended. */
    synchronized ExitStatus status() {
        return keeper.status();
    }

    /** Whether it has ended and the lab has not killed it. */
    synchronized boolean hasEndedUnasked() {
        return !keeper.running() && !killed;
    }

    /** The exception that reports its end. */
    synchronized LabException endedUnasked() {
        return keeper.ended();
    }

    /** @param name the name of the signal for {@code kill} */
    void signal(String name) {
        killed |= name.equals(KILL);
        command.signal(server, name);
    }

    /** Starts the next life, without any data, after the previous one has ended; does nothing once this is closed. */
    synchronized void startAgain() {
        keeper.close();
        awaitOldLife();
        killed = false;
        if (closed) {
            return;
        }
        mark = newMark();
        try {
            command = source.command(port, mark, logs);
        } catch (IOException gone) {
            throw new LabException("could not start " + source.name() + " again: " + Reasons.of(gone), gone);
        }
        keeper = Child.startAgain(source.id(), log(), command.start());
    }

    /**
     * Waits for the end of the old server, and ends it if necessary: its keeper may have been killed before it, and the
     * next life needs the port.
     */
    private void awaitOldLife() {
        if (!hasLeft(OLD_LIFE)) {
            endProcess();
        }
        process = Optional.empty();
    }

    private boolean hasLeft(Duration limit) {
        long endNanos = System.nanoTime() + limit.toNanos();
        while (process.filter(ProcessHandle::isAlive).isPresent()) {
            if (System.nanoTime() > endNanos) {
                return false;
            }
            Patience.brief();
        }
        return true;
    }

    private void endProcess() {
        process.ifPresent(ProcessHandle::destroyForcibly);
        hasLeft(OLD_LIFE);
    }

    @Override
    public synchronized void close() {
        closed = true;
        keeper.close();
        // The server is still running if its keeper was killed.
        if (!hasLeft(Duration.ofSeconds(1))) {
            endProcess();
        }
        source.close(logs);
    }
}
