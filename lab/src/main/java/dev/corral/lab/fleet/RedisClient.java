package dev.corral.lab.fleet;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the lab asks of the fleet's Redis, and does to it, over a connection of its own. */
public final class RedisClient implements AutoCloseable {

    private static final Pattern TRACKING = Pattern.compile("(?m)^id=(\\d+) .*\\bflags=[^ ]*t");
    private static final Pattern PLAIN = Pattern.compile("(?m)^id=(\\d+) .*\\bflags=[^ t]+ ");
    private static final int LIMIT_SECONDS = 5;

    private final String url;
    private final String identity;
    private final Vertx vertx = Vertx.vertx();
    private final Redis client;

    /** @param identity of the fleet's rows */
    RedisClient(String url, String identity) {
        this.url = url;
        this.identity = identity;
        this.client = Redis.createClient(vertx, url);
    }

    public void ping() {
        send(Request.cmd(Command.PING));
    }

    /** Deletes the fleet's entries, and nothing else that may live in the same Redis. */
    public void forgetEntries() {
        List<String> keys = keys("corral:?:" + identity + ":{*");
        if (!keys.isEmpty()) {
            send(Request.cmd(Command.DEL, keys.toArray()));
        }
    }

    List<String> keys(String pattern) {
        List<String> keys = new ArrayList<>();
        String cursor = "0";
        do {
            Response page = send(Request.cmd(Command.SCAN, cursor, "MATCH", pattern, "COUNT", "1000"));
            cursor = page.get(0).toString();
            page.get(1).forEach(key -> keys.add(key.toString()));
        } while (!cursor.equals("0"));
        return keys;
    }

    /** Everything that is in it, whoever put it there. */
    public void flush() {
        send(Request.cmd(Command.FLUSHALL));
    }

    /** It knows no script any more. */
    public void forgetScripts() {
        send(Request.cmd(Command.SCRIPT, "FLUSH"));
    }

    /** Has a script of the lab's own loaded; the answer is its digest. */
    public String loadScript(String source) {
        return send(Request.cmd(Command.SCRIPT, "LOAD", source)).toString();
    }

    /** Whether it knows a script by its digest. */
    public boolean knowsScript(String digest) {
        return send(Request.cmd(Command.SCRIPT, "EXISTS", digest)).get(0).toInteger() == 1;
    }

    /** GETs of all clients since its start. */
    public long gets() {
        return info("commandstats", "cmdstat_get:calls");
    }

    /** Entries that were put out for want of memory, since its start. */
    public long evictions() {
        return info("stats", "evicted_keys");
    }

    long processId() {
        return info("server", "process_id");
    }

    /** As little as it has now and a little more; beyond that the policy decides. */
    public void limitMemory(long moreBytes, String policy) {
        configure("maxmemory-policy", policy);
        configure("maxmemory", String.valueOf(info("memory", "used_memory") + moreBytes));
    }

    public void endMemoryLimit() {
        configure("maxmemory", "0");
    }

    private void configure(String name, String value) {
        send(Request.cmd(Command.CONFIG, "SET", name, value));
    }

    /** A figure of a section; 0 where it is not there. */
    private long info(String section, String name) {
        String all = send(Request.cmd(Command.INFO, section)).toString();
        Matcher figure =
                Pattern.compile("(?m)^" + Pattern.quote(name) + "[:=](\\d+)").matcher(all);
        return figure.find() ? Long.parseLong(figure.group(1)) : 0;
    }

    /** Answers no client for a while. */
    public void hang(Duration span) {
        send(Request.cmd(Command.CLIENT, "PAUSE", span.toMillis(), "ALL"));
    }

    /** Connections on which clients hear what changed. */
    public int pushes() {
        return connections(TRACKING).size();
    }

    /** Closes them. */
    public void killPushes() {
        connections(TRACKING).forEach(this::kill);
    }

    /** Closes the connections on which clients ask, but for its own; says how many there were. */
    public int killData() {
        String own = send(Request.cmd(Command.CLIENT, "ID")).toString();
        List<String> others =
                connections(PLAIN).stream().filter(id -> !id.equals(own)).toList();
        others.forEach(this::kill);
        return others.size();
    }

    private void kill(String connection) {
        send(Request.cmd(Command.CLIENT, "KILL", "ID", connection));
    }

    private List<String> connections(Pattern which) {
        return which.matcher(send(Request.cmd(Command.CLIENT, "LIST")).toString())
                .results()
                .map(client -> client.group(1))
                .toList();
    }

    Response send(Request request) {
        try {
            return client.send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new Trouble("Redis at " + url + " does not answer", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        client.close();
        vertx.close();
    }
}
