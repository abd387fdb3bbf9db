package dev.corral.guard.redis.testing;

import dev.corral.guard.testing.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import redis.embedded.RedisServer;

/**
 * A Redis process on this host, on a free port: the binary that embedded-redis contains or, if that does not start, the
 * {@code redis-server} on PATH; {@code -Dcorral.test.redis=/a/binary} selects another Redis or Valkey.
 */
final class ProcessRedis implements RealRedis {

    private static final String BINARY = "corral.test.redis";

    private final int port = FreePort.next();
    private RedisServer server;

    @Override
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void start() {
        String chosen = System.getProperty(BINARY);
        server = chosen == null ? embeddedOrFromPath() : started(new File(chosen));
    }

    private RedisServer embeddedOrFromPath() {
        try {
            RedisServer embedded = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            embedded.start();
            return embedded;
        } catch (IOException | RuntimeException unfit) {
            return started(onPath().orElseThrow(() ->
                    new IllegalStateException("neither embedded-redis nor a redis-server on PATH starts here", unfit)));
        }
    }

    private RedisServer started(File binary) {
        try {
            RedisServer local = new RedisServer(port, binary);
            local.start();
            return local;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static Optional<File> onPath() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "redis-server").toFile())
                .filter(File::canExecute)
                .findFirst();
    }

    @Override
    public void stop() {
        try {
            server.stop();
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }
}
