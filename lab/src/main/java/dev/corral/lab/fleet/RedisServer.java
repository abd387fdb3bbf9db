package dev.corral.lab.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The fleet's Redis: one of its own on a free port, which can be broken, or one that is already there. */
public final class RedisServer implements AutoCloseable, RedisWatch.Watched {

    private static final Duration REPORT = Duration.ofSeconds(1);
    private static final Duration REMOVAL = Duration.ofSeconds(3);
    private static final String OWN_PREFIX = "corral";

    private final String url;
    private final RedisProcess process;
    private final String identity = "lab-" + UUID.randomUUID().toString().substring(0, 8);
    private final RedisClient client;

    /** Whether nodes of the run have its prefix, and so may have put keys into a Redis that is not its own. */
    private boolean claimed;

    private RedisServer(String url, RedisProcess process) {
        this.url = url;
        this.process = process;
        this.client = new RedisClient(url, prefix(), identity, process != null);
    }

    /** @throws Trouble where none can be reached at that address, or it is none */
    public static RedisServer at(String url) {
        RedisServer server = new RedisServer(RedisUrl.of(url).text(), null);
        try {
            server.client.ping();
            return server;
        } catch (Trouble unusable) {
            server.close();
            throw unusable;
        }
    }

    /** One of the lab's own: the embedded one, else one of this system. */
    public static RedisServer start(Path logs) {
        return new RedisSources(RedisSources.inOrder(ProgramPath.ofLab())).start(logs);
    }

    /** Once it answers. */
    static RedisServer started(RedisProcess process, Duration patience) {
        RedisServer server = new RedisServer(process.url(), process);
        try {
            process.awaitAnswer(server.client, patience);
            return server;
        } catch (Trouble silent) {
            server.close();
            throw silent;
        }
    }

    /** With its password: to be given to a service, and never printed. */
    public String url() {
        return url;
    }

    /**
     * Begins every Redis key of this run. In a Redis that others use no other fleet has it, so all keys of the run can be
     * removed when it ends, and none of theirs.
     */
    public String prefix() {
        return own() ? OWN_PREFIX : OWN_PREFIX + "-" + identity;
    }

    /** The same, for the nodes of the run: all keys that have it are removed when the run ends. */
    public String claimPrefix() {
        claimed = !own();
        return prefix();
    }

    /** Of the rows of this run: no other fleet that uses the same Redis has it. */
    public String identity() {
        return identity;
    }

    /** What can be asked of it, and done to it from inside. */
    public RedisClient client() {
        return client;
    }

    public Leases leases() {
        return new Leases(client, prefix(), identity);
    }

    /** Whether the lab started it, and nobody else uses it: only then may it be broken. */
    public boolean own() {
        return process != null;
    }

    @Override
    public String address() {
        return Masked.url(url);
    }

    /** A connection is refused a little before the end of the process is reported. */
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
     * @throws Trouble naming how it ended, where the lab did not end it
     */
    void requireAlive() {
        if (process != null && silence().isPresent() && process.hasEndedUnasked() && !Ending.isWanted()) {
            throw process.endedTrouble();
        }
    }

    /** It ends without another word: {@code kill -9}. */
    public void kill() {
        process.signal(RedisProcess.KILL);
    }

    /** Starts it again where it was, empty. */
    @Override
    public void startAgain() {
        process.startAgain();
        process.awaitAnswer(client, process.patience());
    }

    /** Nothing in it runs until {@link #thaw()}; its connections stay. */
    public void freeze() {
        process.signal("STOP");
    }

    public void thaw() {
        process.signal("CONT");
    }

    /** Once the nodes have ended: a run leaves no key in a Redis that is not its own. */
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

    /** Keys that stay end by their TTL. */
    private void removeKeys() {
        try {
            if (!client.removeKeys(REMOVAL)) {
                tellWhatStays("their removal took longer than " + REMOVAL.toSeconds() + " s");
            }
        } catch (Trouble lost) {
            tellWhatStays(lost.sentence());
        }
    }

    private void tellWhatStays(String why) {
        System.err.println("keys of this run may stay in Redis at " + address() + " until their TTL ends, because "
                + why + ": to remove them at once, delete what redis-cli --scan --pattern '" + prefix() + ":*' lists");
    }
}
