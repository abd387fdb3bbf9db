package dev.corral.lab.fleet;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.List;

/** A Redis with a password, started by a test. */
public final class GuardedRedis implements AutoCloseable {

    private final RedisServer server;

    public GuardedRedis(Path logs, String password) {
        server = RedisServer.start(logs);
        server.client().send(Request.cmd(Command.CONFIG, "SET", "requirepass", password));
    }

    /** The URL without the password. */
    public String url() {
        return server.url();
    }

    /** All keys in this Redis. */
    public List<String> keys() {
        return server.client().keys("*");
    }

    @Override
    public void close() {
        server.close();
    }
}
