package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** The redis-server binary that is bundled with the lab for some systems. */
final class EmbeddedRedis implements RedisSource {

    private static final String UNPACKED = "redis-program";

    @Override
    public String name() {
        return "the embedded redis-server";
    }

    @Override
    public String id() {
        return "redis-embedded";
    }

    @Override
    public RedisCommand command(int port, String mark, Path logs) throws IOException {
        return RedisCommand.local(
                unpack(WorkFolder.of(logs, UNPACKED).renew().path()), RedisSource.options(port, mark));
    }

    private static String unpack(Path folder) throws IOException {
        try {
            return ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .getPath();
        } catch (RuntimeException unsupported) {
            throw new IOException(
                    "there is none for " + System.getProperty("os.name") + " on " + System.getProperty("os.arch"),
                    unsupported);
        }
    }

    @Override
    public void close(Path logs) {
        WorkFolder.of(logs, UNPACKED).delete();
    }
}
