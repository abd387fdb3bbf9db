package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection of the lab's own to the fleet's Redis, for commands that inspect it or inject faults. */
public final class RedisClient implements AutoCloseable {

    private static final Pattern TRACKING = Pattern.compile("(?m)^id=(\\d+) .*\\bflags=[^ ]*t");
    private static final Pattern PLAIN = Pattern.compile("(?m)^id=(\\d+) .*\\bflags=[^ t]+ ");
    private static final Pattern VERSION = Pattern.compile("(?m)^redis_version:([0-9.]+)");
    static final int LIMIT_SECONDS = 5;
    private static final Duration FORGETTING = Duration.ofSeconds(30);
    private static final int CONNECT_MILLIS = 2_000;

    private final RedisUrl url;
    private final String prefix;
    private final String identity;
    private final boolean own;
    private Optional<InetAddress> address;
    private Vertx vertx;
    private Redis client;

    /**
     * @param prefix the prefix of the fleet's keys
     * @param identity the identity of the fleet's rows
     * @param own whether the lab alone uses that Redis
     */
    RedisClient(String url, String prefix, String identity, boolean own) {
        this.url = RedisUrl.of(url);
        this.prefix = prefix;
        this.identity = identity;
        this.own = own;
        connect(RedisHost.address(this.url));
    }

    private void connect(Optional<InetAddress> at) {
        address = at;
        vertx = RedisHost.vertx(url, at);
        client = Redis.createClient(vertx, options(url));
    }

    /** Connects again if the host name resolves to another address, as after a failover. */
    private synchronized void follow() {
        Optional<InetAddress> now = RedisHost.address(url);
        if (now.isPresent() && !now.equals(address)) {
            close();
            connect(now);
        }
    }

    private synchronized Redis client() {
        return client;
    }

    private static RedisOptions options(RedisUrl url) {
        NetClientOptions net =
                new NetClientOptions().setHostnameVerificationAlgorithm("HTTPS").setConnectTimeout(CONNECT_MILLIS);
        return new RedisOptions().setNetClientOptions(net).setConnectionString(url.text());
    }

    public void ping() {
        send(Request.cmd(Command.PING));
    }

    /** The reason why Redis does not respond; empty if it does. */
    Optional<String> silence() {
        try {
            ping();
            return Optional.empty();
        } catch (LabException silent) {
            follow();
            return Optional.of(Reasons.ofSilence(silent.getCause(), LIMIT_SECONDS));
        }
    }

    /**
     * Deletes the fleet's entries, and nothing else that may be stored in the same Redis.
     *
     * @throws LabException if Redis holds so many keys that this takes too long
     */
    public void forgetEntries() {
        forgetEntries(FORGETTING);
    }

    void forgetEntries(Duration limit) {
        if (!remove(prefix + ":?:" + identity + ":{*", limit)) {
            throw new LabException("Redis at " + url + " was not searched for the fleet's entries within "
                    + limit.toSeconds() + " s: use a Redis with fewer keys");
        }
    }

    /** Deletes every key of a run that has a prefix of its own; returns false if the time limit was reached. */
    boolean removeKeys(Duration limit) {
        return remove(prefix + ":*", limit);
    }

    /** Deletes keys one page at a time, so that no command blocks the other clients of that Redis. */
    private boolean remove(String pattern, Duration limit) {
        return pages(pattern, limit, keys -> send(Request.cmd(Command.UNLINK, keys.toArray())));
    }

    List<String> keys(String pattern) {
        List<String> keys = new ArrayList<>();
        pages(pattern, FORGETTING, keys::addAll);
        return keys;
    }

    /** Visits the keys page by page; returns false if the time limit was reached. */
    private boolean pages(String pattern, Duration limit, Consumer<List<String>> each) {
        long endNanos = System.nanoTime() + limit.toNanos();
        String cursor = "0";
        do {
            if (System.nanoTime() - endNanos >= 0) {
                return false;
            }
            Response page = send(Request.cmd(Command.SCAN, cursor, "MATCH", pattern, "COUNT", "1000"));
            cursor = page.get(0).toString();
            List<String> keys = page.get(1).stream().map(Response::toString).toList();
            if (!keys.isEmpty()) {
                each.accept(keys);
            }
        } while (!cursor.equals("0"));
        return true;
    }

    /** Deletes all keys, also those of other clients. */
    public void flush() {
        harm(Request.cmd(Command.FLUSHALL));
    }

    /** Removes all scripts from Redis' script cache. */
    public void forgetScripts() {
        harm(Request.cmd(Command.SCRIPT, "FLUSH"));
    }

    /** Loads a script into Redis' script cache; returns its digest. */
    public String loadScript(String source) {
        return send(Request.cmd(Command.SCRIPT, "LOAD", source)).toString();
    }

    /** Whether the script with this digest is in Redis' script cache. */
    public boolean knowsScript(String digest) {
        return send(Request.cmd(Command.SCRIPT, "EXISTS", digest)).get(0).toInteger() == 1;
    }

    /** The number of GETs by all clients since Redis started. */
    public long gets() {
        return info("commandstats", "cmdstat_get:calls");
    }

    /** The number of all keys, also those of other clients. */
    public long keys() {
        return send(Request.cmd(Command.DBSIZE)).toLong();
    }

    /** The number of entries evicted for lack of memory since Redis started. */
    public long evictions() {
        return info("stats", "evicted_keys");
    }

    long processId() {
        return info("server", "process_id");
    }

    /** The version of Redis, or the Redis version that a fork is compatible with, for example 7.4.1. */
    String version() {
        Matcher version =
                VERSION.matcher(send(Request.cmd(Command.INFO, "server")).toString());
        return version.find() ? version.group(1) : "of no version";
    }

    /** Whether a configuration parameter has this value. */
    boolean hasSetting(String name, String value) {
        return send(Request.cmd(Command.CONFIG, "GET", name)).toString().contains(value);
    }

    /** Limits the memory to what Redis uses now and these bytes more; beyond that, the policy applies. */
    public void limitMemory(long moreBytes, String policy) {
        configure("maxmemory-policy", policy);
        configure("maxmemory", String.valueOf(info("memory", "used_memory") + moreBytes));
    }

    /** Limits the memory to a size as Redis reads it, for example 2gb. */
    public void limitMemory(String size) {
        configure("maxmemory", size);
    }

    public void endMemoryLimit() {
        limitMemory("0");
    }

    private void configure(String name, String value) {
        harm(Request.cmd(Command.CONFIG, "SET", name, value));
    }

    /** A number from a section of INFO; 0 if it is absent. */
    private long info(String section, String name) {
        String all = send(Request.cmd(Command.INFO, section)).toString();
        Matcher figure =
                Pattern.compile("(?m)^" + Pattern.quote(name) + "[:=](\\d+)").matcher(all);
        return figure.find() ? Long.parseLong(figure.group(1)) : 0;
    }

    /** Suspends the processing of all clients' commands for this time. */
    public void hang(Duration span) {
        harm(Request.cmd(Command.CLIENT, "PAUSE", span.toMillis(), "ALL"));
    }

    /** The number of connections on which clients receive invalidations. */
    public int pushes() {
        return connections(TRACKING).size();
    }

    /** Closes the connections on which clients receive invalidations. */
    public void killPushes() {
        connections(TRACKING).forEach(this::kill);
    }

    /** Closes the connections on which clients send commands, except the lab's own; returns their number. */
    public int killData() {
        String own = send(Request.cmd(Command.CLIENT, "ID")).toString();
        List<String> others =
                connections(PLAIN).stream().filter(id -> !id.equals(own)).toList();
        others.forEach(this::kill);
        return others.size();
    }

    private void kill(String connection) {
        harm(Request.cmd(Command.CLIENT, "KILL", "ID", connection));
    }

    private List<String> connections(Pattern which) {
        return which.matcher(send(Request.cmd(Command.CLIENT, "LIST")).toString())
                .results()
                .map(client -> client.group(1))
                .toList();
    }

    /** Sends a command that affects every client of that Redis. */
    private void harm(Request request) {
        if (!own) {
            throw new IllegalStateException(request.command() + " must not be sent to a Redis that others use");
        }
        send(request);
    }

    Response send(Request request) {
        try {
            return client().send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new LabException("Redis at " + url + reason(failure), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", interrupted);
        }
    }

    /** The reason of a failure. Only for a Redis of the user's, it states what to change. */
    private String reason(Exception failure) {
        return own
                ? " does not respond as the lab needs: " + Reasons.ofSilence(failure, LIMIT_SECONDS)
                : " cannot be used: " + RedisFailure.sentence(failure, url.tls());
    }

    @Override
    public synchronized void close() {
        client.close();
        vertx.close();
    }
}
