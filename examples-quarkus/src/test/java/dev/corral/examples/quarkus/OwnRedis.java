package dev.corral.examples.quarkus;

import dev.corral.guard.testing.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import redis.embedded.RedisServer;

/** A Redis of the test's own. */
public final class OwnRedis implements QuarkusTestResourceLifecycleManager {

    private RedisServer server;

    @Override
    public Map<String, String> start() {
        int port = FreePort.next();
        try {
            server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            server.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return Map.of("prices.redis", "redis://127.0.0.1:" + port, "quarkus.http.test-port", "0");
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
