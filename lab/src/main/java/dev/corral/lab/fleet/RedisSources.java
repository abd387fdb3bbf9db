package dev.corral.lab.fleet;

import dev.corral.lab.ending.Ending;
import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The ways to start a Redis of the lab's own, in the order in which they are tried. */
final class RedisSources {

    /** The number of attempts with another port if a process has bound the chosen one in the meantime. */
    private static final int PORTS = 3;

    /** The time limit for all sources together. */
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private final List<RedisSource> sources;
    private final Consumer<String> progress;
    private final List<String> failures = new ArrayList<>();
    private final long endNanos;

    RedisSources(List<RedisSource> sources) {
        this(sources, System.err::println, LIMIT);
    }

    /** @param limit the time limit for all sources together */
    RedisSources(List<RedisSource> sources, Consumer<String> progress, Duration limit) {
        this.sources = sources;
        this.progress = progress;
        this.endNanos = System.nanoTime() + limit.toNanos();
    }

    /** The sources in their order. The embedded Redis is the first, so that every machine measures the same Redis. */
    static List<RedisSource> inOrder(ProgramPath path) {
        return inOrder(path, System.getenv());
    }

    static List<RedisSource> inOrder(ProgramPath path, Map<String, String> environment) {
        return List.of(
                new EmbeddedRedis(),
                new RedisOnPath("redis-server", path),
                new RedisOnPath("valkey-server", path),
                new ContainerRedis("docker", path, environment),
                new ContainerRedis("podman", path, environment));
    }

    /** @throws LabException with the sources that were tried, and the reason why each of them failed */
    RedisServer start(Path logs) {
        for (RedisSource source : sources) {
            try {
                return start(source, logs);
            } catch (LabException | IOException failure) {
                if (Ending.hasBegun()) {
                    throw new LabException("the lab is ending", failure);
                }
                failures.add("\n  " + source.name() + ": " + reason(failure));
            }
        }
        throw new LabException("no Redis starts on this machine. These were tried, in this order:"
                + String.join("", failures)
                + "\nOne of these must start: correct its reason (docs/lab.md, section Redis, lists what each needs),"
                + " or name a running Redis 6.2 or newer to a command that takes --redis redis://host:port (lab, scopes, up,"
                + " serve)");
    }

    private static String reason(Exception failure) {
        return failure instanceof IOException refused ? Reasons.of(refused) : failure.getMessage();
    }

    private RedisServer start(RedisSource source, Path logs) throws IOException {
        for (int each = 1; ; each++) {
            RedisProcess process = new RedisProcess(source, logs);
            source.notice().ifPresent(progress);
            try {
                return RedisServer.started(process, patience(source));
            } catch (LabException failure) {
                if (each == PORTS || !process.portTaken()) {
                    throw failure;
                }
            }
        }
    }

    private Duration patience(RedisSource source) {
        long leftNanos = Math.max(0, endNanos - System.nanoTime());
        return Duration.ofNanos(Math.min(leftNanos, source.patience().toNanos()));
    }
}
