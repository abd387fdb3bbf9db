package dev.corral.lab.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The fleet's Redis: one of its own on a free port, which can be broken, or one that is already there. */
public final class RedisServer implements AutoCloseable, RedisWatch.Watched {

    private static final Duration REPORT = Duration.ofSeconds(1);
    private static final String OWN_PREFIX = "corral";

    private final String url;
    private final RedisProcess process;
    private final String identity = "lab-" + UUID.randomUUID().toString().substring(0, 8);
    private final RedisClient client;

    /** Whether the run may have put keys into a Redis that is not its own. */
    private boolean shared;

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
            server.shared = true;
        } catch (Trouble unusable) {
            server.close();
            throw unusable;
        }
        return server;
    }

    /** One of the lab's own: the embedded one, else one of this system. */
    public static RedisServer start(Path logs) {
        return new RedisSources(RedisSources.inOrder(ProgramPath.ofLab())).start(logs);
    }

    /** Once it answers. */
    static RedisServer started(RedisProcess process) {
        RedisServer server = new RedisServer(process.url(), process);
        try {
            process.awaitAnswer(server.client);
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

    /** It ends without another word: {@code kill -9}. */
    public void kill() {
        process.signal("KILL");
    }

    /** Starts it again where it was, empty. */
    @Override
    public void startAgain() {
        process.startAgain();
        process.awaitAnswer(client);
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
        if (shared) {
            shared = false;
            removeKeys();
        }
        client.close();
        if (process != null) {
            process.close();
        }
    }

    private void removeKeys() {
        try {
            client.removeKeys();
        } catch (Trouble lost) {
            // That Redis has ended, or is not reachable any more. What is left in it ends by its TTL.
        }
    }
}
