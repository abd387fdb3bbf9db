package dev.corral.lab.fleet;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that keeps taking memory, descriptors, threads, keys of Redis and space for its log, and frees none of it;
 * the control of a soak.
 */
public final class Leak implements AutoCloseable {

    private static final String NAME = "leak";

    private final Child child;

    private Leak(Child child) {
        this.child = child;
    }

    /** Starts a process that leaks into this Redis, which the lab alone must use. */
    public static Leak into(RedisServer redis, Path logs) {
        return new Leak(Child.start(NAME, logs.resolve(NAME + ".log"), command(redis, logs)));
    }

    private static List<String> command(RedisServer redis, Path logs) {
        Jvm jvm = Jvm.ofService(Compilers.FIRST).with(List.of("-XX:+AlwaysPreTouch"));
        URI address = URI.create(redis.url());
        List<String> command = new ArrayList<>(JvmCommand.of(NAME, logs, jvm, List.of()));
        command.addAll(List.of(
                "-cp",
                JvmCommand.classPath(),
                LeakMain.class.getName(),
                address.getHost(),
                String.valueOf(address.getPort())));
        return command;
    }

    public Usage usage() {
        return Usage.of(child);
    }

    @Override
    public void close() {
        child.close();
    }
}
