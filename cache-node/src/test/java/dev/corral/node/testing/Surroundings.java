package dev.corral.node.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import redis.embedded.RedisServer;

/** What a node under test stands between: a real Redis and an origin that can be held. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private RedisServer redis;
    private HeldOrigin origin;

    @Override
    public Map<String, String> start() {
        int port = freePort();
        origin = new HeldOrigin();
        try {
            redis = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            redis.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return Map.of(
                "quarkus.http.test-port", "0",
                "quarkus.management.test-port", "0",
                "quarkus.redis.hosts", "redis://127.0.0.1:" + port,
                "corral.origin.url", origin.url(),
                "corral.writes", "true");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(origin, new TestInjector.MatchesType(HeldOrigin.class));
    }

    @Override
    public void stop() {
        origin.close();
        try {
            redis.stop();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
