package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ways to start a Redis of the lab's own, in the order in which they are tried. */
final class RedisSources {

    /** How often a port is chosen anew that another process has bound in the meantime. */
    private static final int PORTS = 3;

    private final List<RedisSource> sources;
    private final List<String> failures = new ArrayList<>();

    RedisSources(List<RedisSource> sources) {
        this.sources = sources;
    }

    /** The embedded one first: with it, every machine measures the same. */
    static List<RedisSource> inOrder(ProgramPath path) {
        return List.of(
                new EmbeddedRedis(),
                new RedisOnPath("redis-server", path),
                new RedisOnPath("valkey-server", path),
                new ContainerRedis("docker", path),
                new ContainerRedis("podman", path));
    }

    /** @throws Trouble with what was tried, and why each failed */
    RedisServer start(Path logs) {
        for (RedisSource source : sources) {
            try {
                return start(source, logs);
            } catch (Trouble | IOException failure) {
                failures.add("\n  " + source.name() + ": " + reason(failure));
            }
        }
        throw new Trouble("no Redis starts here. Tried, in this order:" + String.join("", failures)
                + "\nOne of these must start: correct its reason (README.md, section Redis, has what each needs),"
                + " or name a running Redis 6.2 or newer with --redis redis://host:port");
    }

    private static String reason(Exception failure) {
        return failure instanceof IOException refused ? Reasons.of(refused) : failure.getMessage();
    }

    private static RedisServer start(RedisSource source, Path logs) throws IOException {
        for (int each = 1; ; each++) {
            RedisProcess process = new RedisProcess(source, logs);
            try {
                return RedisServer.started(process);
            } catch (Trouble failure) {
                if (each == PORTS || !process.portTaken()) {
                    throw failure;
                }
            }
        }
    }
}
