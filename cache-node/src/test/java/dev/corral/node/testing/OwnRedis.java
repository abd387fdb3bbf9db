package dev.corral.node.testing;

import dev.corral.guard.testing.FreePort;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis on a free port of this host. */
public final class OwnRedis implements AutoCloseable {

    private final int port = FreePort.next();
    private final RedisServer server;
    private final Vertx vertx = Vertx.vertx();
    private final Redis client;

    /** @param settings lines of its configuration */
    public OwnRedis(String... settings) {
        try {
            RedisServerBuilder builder =
                    RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"");
            for (String setting : settings) {
                builder.setting(setting);
            }
            server = builder.build();
            server.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        client = Redis.createClient(vertx, uri());
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** The number of these keys that exist. */
    public long exist(String... keys) {
        return command("EXISTS", (Object[]) keys).toLong();
    }

    public void flush() {
        command("FLUSHALL");
    }

    public Response command(String name, Object... arguments) {
        Request request = Request.cmd(Command.create(name));
        for (Object argument : arguments) {
            request.arg(String.valueOf(argument));
        }
        return client.send(request).toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        try {
            server.stop();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
