package dev.corral.lab.fleet;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/** The fleet's Redis: one of its own on a free port, or one that is already there. */
public final class RedisServer implements AutoCloseable {

    /** Ends Redis when the standard input ends. Redis itself does not look at its own. */
    private static final String KEEPER = "\"$@\" </dev/null & server=$!; cat >/dev/null; kill $server; wait $server";

    private static final Pattern GETS = Pattern.compile("cmdstat_get:calls=(\\d+)");
    private static final Pattern TRACKING = Pattern.compile("(?m)^id=(\\d+) .*\\bflags=[^ ]*t");
    private static final int START_SECONDS = 10;

    private final String url;
    private final Child child;
    private final Vertx vertx = Vertx.vertx();
    private final Redis client;

    private RedisServer(String url, Child child) {
        this.url = url;
        this.child = child;
        this.client = Redis.createClient(vertx, url);
    }

    public static RedisServer at(String url) {
        RedisServer server = new RedisServer(url, null);
        try {
            server.ping();
        } catch (Trouble unreachable) {
            server.close();
            throw new Trouble("no Redis answers at " + url + ": start one there, or leave --redis out");
        }
        return server;
    }

    /** The binary that comes with the lab; where that does not start, the one on PATH. */
    public static RedisServer start(Path logs) {
        List<String> tried = new ArrayList<>();
        for (Supplier binary : List.<Supplier>of(() -> embedded(logs), RedisServer::onPath)) {
            try {
                return start(binary.get(), logs);
            } catch (Trouble | IOException failure) {
                tried.add(failure.getMessage().lines().findFirst().orElse("it did not start"));
            }
        }
        throw new Trouble("no redis-server starts here (" + String.join("; ", tried)
                + "): install Redis 6.2 or newer, or name a running one with --redis redis://host:port");
    }

    private interface Supplier {
        File get() throws IOException;
    }

    /** Unpacked beside the logs, where a run that is killed leaves nothing behind that the next one does not reuse. */
    private static File embedded(Path logs) throws IOException {
        try {
            Path folder = Files.createDirectories(logs.resolve("redis"));
            return ExecutableProvider.newJarResourceProvider(folder.toFile()).get();
        } catch (RuntimeException unsupported) {
            throw new IOException("none comes with the lab for this platform", unsupported);
        }
    }

    private static File onPath() throws IOException {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            File binary = new File(folder, "redis-server");
            if (binary.canExecute()) {
                return binary;
            }
        }
        throw new IOException("no redis-server on PATH");
    }

    private static RedisServer start(File binary, Path logs) {
        int port = Ports.free(1).getFirst();
        List<String> command = List.of(
                "/bin/sh",
                "-c",
                KEEPER,
                "corral-redis",
                binary.getPath(),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no");
        Child child = Child.start("redis-server", logs.resolve("redis.log"), command);
        RedisServer server = new RedisServer("redis://127.0.0.1:" + port, child);
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                server.ping();
                return server;
            } catch (Trouble notYet) {
                if (System.nanoTime() > endNanos) {
                    Trouble trouble = child.trouble("did not answer within " + START_SECONDS + " s");
                    server.close();
                    throw trouble;
                }
                Patience.brief();
            }
        }
    }

    public String url() {
        return url;
    }

    public void ping() {
        send(Request.cmd(Command.PING));
    }

    /** Deletes the fleet's entries, and nothing else that may live in the same Redis. */
    public void forgetEntries() {
        String cursor = "0";
        do {
            Response page = send(Request.cmd(Command.SCAN, cursor, "MATCH", "corral:?:{*", "COUNT", "1000"));
            cursor = page.get(0).toString();
            List<String> keys = new ArrayList<>();
            page.get(1).forEach(key -> keys.add(key.toString()));
            if (!keys.isEmpty()) {
                send(Request.cmd(Command.DEL, keys.toArray()));
            }
        } while (!cursor.equals("0"));
    }

    public Leases leases() {
        return new Leases(this);
    }

    /** Deletes everything that is in it, whoever put it there. */
    public void flush() {
        send(Request.cmd(Command.FLUSHALL));
    }

    /** Whether the lab started it, and nobody else uses it. */
    public boolean own() {
        return child != null;
    }

    /** GETs of all clients since its start. */
    public long gets() {
        Matcher calls =
                GETS.matcher(send(Request.cmd(Command.INFO, "commandstats")).toString());
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    /** Answers no client for a while. */
    public void hang(Duration span) {
        send(Request.cmd(Command.CLIENT, "PAUSE", span.toMillis(), "ALL"));
    }

    /** Connections on which clients hear what changed. */
    public int pushes() {
        return pushConnections().size();
    }

    /** Closes them. */
    public void killPushes() {
        pushConnections().forEach(id -> send(Request.cmd(Command.CLIENT, "KILL", "ID", id)));
    }

    private List<String> pushConnections() {
        return TRACKING.matcher(send(Request.cmd(Command.CLIENT, "LIST")).toString())
                .results()
                .map(client -> client.group(1))
                .toList();
    }

    Response send(Request request) {
        try {
            return client.send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
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
        if (child != null) {
            child.close();
        }
    }
}
