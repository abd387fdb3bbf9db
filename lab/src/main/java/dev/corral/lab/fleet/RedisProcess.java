package dev.corral.lab.fleet;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A redis-server of the lab's own as a process, on one port through all its lives. A shell keeps it, which outlives it;
 * the server itself is known by the number that it tells.
 */
final class RedisProcess implements AutoCloseable {

    /** Ends Redis when the standard input ends, a stopped one too. Redis itself does not look at its own. */
    private static final String KEEPER =
            "\"$@\" </dev/null & server=$!; cat >/dev/null; kill $server; kill -CONT $server; wait $server";

    private static final int START_SECONDS = 10;

    private final File binary;
    private final Path log;
    private final int port;
    private Child keeper;
    private long server;

    RedisProcess(File binary, Path logs) {
        this.binary = binary;
        this.log = logs.resolve("redis.log");
        this.port = Ports.free(1).getFirst();
        this.keeper = Child.start("redis-server", log, command());
    }

    private List<String> command() {
        List<String> options =
                List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no");
        return Stream.concat(Stream.of("/bin/sh", "-c", KEEPER, "corral-redis", binary.getPath()), options.stream())
                .toList();
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** @throws Trouble with the end of its log, where it does not answer in time */
    void awaitAnswer(RedisClient client) {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers(client)) {
            if (System.nanoTime() > endNanos) {
                throw keeper.trouble("did not answer within " + START_SECONDS + " s");
            }
            Patience.brief();
        }
        server = client.processId();
    }

    private static boolean answers(RedisClient client) {
        try {
            client.ping();
            return true;
        } catch (Trouble notYet) {
            return false;
        }
    }

    /** By the name that kill knows. */
    void signal(String name) {
        Child.signal(server, name);
    }

    /** The next life, once this one was killed: with nothing of what it held. */
    void startAgain() {
        keeper.close();
        keeper = Child.startAgain("redis-server", log, command());
    }

    @Override
    public void close() {
        keeper.close();
    }
}
