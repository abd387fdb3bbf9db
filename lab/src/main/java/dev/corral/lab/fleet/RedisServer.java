package dev.corral.lab.fleet;

import io.vertx.redis.client.impl.RedisURI;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The fleet's Redis: one of its own on a free port, which can be broken, or one that is already there. */
public final class RedisServer implements AutoCloseable {

    private final String url;
    private final RedisProcess process;
    private final String identity = "lab-" + UUID.randomUUID().toString().substring(0, 8);
    private final RedisClient client;

    private RedisServer(String url, RedisProcess process) {
        this.url = url;
        this.process = process;
        this.client = new RedisClient(url, identity);
    }

    /** @throws Trouble where none can be reached at that address, or it is none */
    public static RedisServer at(String url) {
        requireAddress(url);
        RedisServer server = new RedisServer(url, null);
        try {
            server.client.ping();
        } catch (Trouble unreachable) {
            server.close();
            throw new Trouble("Redis at " + masked(url) + " cannot be used: " + unreachable.getMessage()
                    + "; start one there, correct the address, or leave --redis out");
        }
        return server;
    }

    /** The address without its password. */
    public static String masked(String url) {
        return url.replaceFirst("//[^/@]*@", "//***@");
    }

    private static void requireAddress(String url) {
        try {
            new RedisURI(url);
        } catch (RuntimeException unreadable) {
            throw new Trouble("--redis is '" + masked(url)
                    + "'; it must be redis://host:port or rediss://host:port, with a host name of letters, digits, dots and"
                    + " dashes: correct the address");
        }
    }

    /** The binary that comes with the lab; where that does not start, the one on PATH. */
    public static RedisServer start(Path logs) {
        List<String> tried = new ArrayList<>();
        for (RedisBinary binary : RedisBinary.values()) {
            try {
                return start(new RedisProcess(binary.file(logs), logs));
            } catch (Trouble | IOException failure) {
                tried.add(failure.getMessage().lines().findFirst().orElse("it did not start"));
            }
        }
        throw new Trouble("no redis-server starts here (" + String.join("; ", tried)
                + "): install Redis 6.2 or newer, or name a running one with --redis redis://host:port");
    }

    private static RedisServer start(RedisProcess process) {
        RedisServer server = new RedisServer(process.url(), process);
        try {
            process.awaitAnswer(server.client);
            return server;
        } catch (Trouble silent) {
            server.close();
            throw silent;
        }
    }

    public String url() {
        return url;
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
        return new Leases(client, identity);
    }

    /** Whether the lab started it, and nobody else uses it: only then may it be broken. */
    public boolean own() {
        return process != null;
    }

    /** It ends without another word: {@code kill -9}. */
    public void kill() {
        process.signal("KILL");
    }

    /** Starts it again where it was, empty. */
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

    @Override
    public void close() {
        client.close();
        if (process != null) {
            process.close();
        }
    }
}
