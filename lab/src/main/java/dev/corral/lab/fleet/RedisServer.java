package dev.corral.lab.fleet;

import dev.corral.lab.ending.Ending;
import dev.corral.lab.ending.LabException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The fleet's Redis: one that the lab starts on a free port, in which faults can be injected, or an existing one. */
public final class RedisServer implements AutoCloseable, RedisWatch.Watched {

    private static final Duration REPORT = Duration.ofSeconds(1);
    private static final Duration REMOVAL = Duration.ofSeconds(3);
    private static final String OWN_PREFIX = "corral";

    private final String url;
    private final RedisProcess process;
    private final String identity = "lab-" + UUID.randomUUID().toString().substring(0, 8);
    private final RedisClient client;

    /** Whether nodes of the run use its prefix and so may have stored keys in an existing Redis. */
    private boolean claimed;

    private RedisServer(String url, RedisProcess process) {
        this.url = url;
        this.process = process;
        this.client = new RedisClient(url, prefix(), identity, process != null);
    }

    /** @throws LabException if no Redis can be reached at that address */
    public static RedisServer at(String url) {
        RedisServer server = new RedisServer(RedisUrl.of(url).text(), null);
        try {
            server.client.ping();
            return server;
        } catch (LabException unusable) {
            server.close();
            throw unusable;
        }
    }

    /** Starts a Redis of the lab's own: the embedded one, or else one of this system. */
    public static RedisServer start(Path logs) {
        return new RedisSources(RedisSources.inOrder(ProgramPath.ofLab())).start(logs);
    }

    /** Returns the server once it responds. */
    static RedisServer started(RedisProcess process, Duration patience) {
        RedisServer server = new RedisServer(process.url(), process);
        try {
            process.awaitAnswer(server.client, patience);
            return server;
        } catch (LabException silent) {
            server.close();
            throw silent;
        }
    }

    /** The URL with its password, to be passed to a service and never printed. */
    public String url() {
        return url;
    }

    /**
     * The prefix of every Redis key of this run. No other fleet has it in a shared Redis, so that all keys of the run,
     * and only those, can be removed when it ends.
     */
    public String prefix() {
        return own() ? OWN_PREFIX : OWN_PREFIX + "-" + identity;
    }

    /** Returns the prefix for the nodes of the run. All keys with this prefix are removed when the run ends. */
    public String claimPrefix() {
        claimed = !own();
        return prefix();
    }

    /** The identity of the rows of this run; no other fleet that uses the same Redis has it. */
    public String identity() {
        return identity;
    }

    /** The client for commands that inspect Redis or inject faults. */
    public RedisClient client() {
        return client;
    }

    public Leases leases() {
        return new Leases(client, prefix(), identity);
    }

    /** Whether the lab started this Redis and alone uses it; only then may faults be injected. */
    public boolean own() {
        return process != null;
    }

    @Override
    public String address() {
        return Masked.url(url);
    }

    /**
     * The reason why Redis does not respond. A refused connection is observed shortly before the end of the process is
     * reported.
     */
    @Override
    public Optional<String> silence() {
        Optional<String> silence = client.silence();
        if (silence.isPresent() && process != null) {
            process.awaitEnd(REPORT);
        }
        return silence;
    }

    @Override
    public Optional<ExitStatus> ended() {
        return process == null || process.running() ? Optional.empty() : Optional.of(process.status());
    }

    /**
     * Checks a Redis that the lab has started. The end of any other Redis is not an error here.
     *
     * @throws LabException with its exit status, if it has ended and the lab has not killed it
     */
    void requireAlive() {
        if (process != null && silence().isPresent() && process.hasEndedUnasked() && !Ending.isWanted()) {
            throw process.endedUnasked();
        }
    }

    /** Kills the process at once ({@code kill -9}). */
    public void kill() {
        process.signal(RedisProcess.KILL);
    }

    /** Starts it again on the same port, empty. */
    @Override
    public void startAgain() {
        process.startAgain();
        process.awaitAnswer(client, process.patience());
    }

    /** Suspends the process until {@link #thaw()}; its connections stay open. */
    public void freeze() {
        process.signal("STOP");
    }

    public void thaw() {
        process.signal("CONT");
    }

    /** Closes it after the nodes have ended; a run leaves no key in an existing Redis. */
    @Override
    public void close() {
        if (claimed) {
            claimed = false;
            removeKeys();
        }
        client.close();
        if (process != null) {
            process.close();
        }
    }

    /** Removes the keys of the run; keys that remain expire by their TTL. */
    private void removeKeys() {
        try {
            if (!client.removeKeys(REMOVAL)) {
                tellWhatStays("their removal took longer than " + REMOVAL.toSeconds() + " s");
            }
        } catch (LabException lost) {
            tellWhatStays(lost.sentence());
        }
    }

    private void tellWhatStays(String why) {
        System.err.println("keys of this run may stay in Redis at " + address() + " until their TTL ends, because "
                + why + ": to remove them at once, delete what redis-cli --scan --pattern '" + prefix() + ":*' lists");
    }
}
