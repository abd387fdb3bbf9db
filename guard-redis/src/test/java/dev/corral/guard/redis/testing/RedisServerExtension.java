package dev.corral.guard.redis.testing;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.embedded.RedisServer;

/**
 * A real Redis on a free port of this host, for the life of one test class.
 *
 * <p>The binary that embedded-redis brings, or, where that does not start, the {@code redis-server} on PATH; {@code
 * -Dcorral.test.redis=/a/binary} tries another Redis or Valkey.
 */
public final class RedisServerExtension implements BeforeAllCallback, AfterAllCallback {

    private static final String BINARY = "corral.test.redis";

    private final int port = freePort();
    private RedisServer server;
    private Vertx vertx;
    private Redis admin;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (server == null) {
            start();
            vertx = Vertx.vertx();
            admin = Redis.createClient(vertx, options());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        boolean outermost =
                context.getParent().flatMap(ExtensionContext::getTestClass).isEmpty();
        if (outermost) {
            admin.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
            stop();
        }
    }

    public RedisOptions options() {
        return new RedisOptions().setConnectionString(uri());
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** On the same port as before, with nothing in it. */
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

    public void stop() {
        try {
            server.stop();
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }

    /** Sends one command, for example {@code "CLIENT", "LIST"}, and returns its reply. */
    public Response command(String name, Object... arguments) {
        Request request = Request.cmd(Command.create(name), arguments);
        try {
            return admin.send(request).toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception refused) {
            throw new IllegalStateException(name + " was refused", refused);
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
