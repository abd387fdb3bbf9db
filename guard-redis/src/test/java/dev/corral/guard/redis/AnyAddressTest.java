package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.testing.FreePort;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisServer;

/** A Redis that listens on only one of the addresses of its host name. */
class AnyAddressTest {

    private static final RedisStoreSettings SETTINGS = RedisStoreSettings.of("corral", "any-address");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void redisAtOneAddressOfLocalhost_isUsed(String address) throws IOException {
        assumeThat(isHere(address))
                .as("this machine has the address " + address)
                .isTrue();
        int port = FreePort.next();
        RedisServer redis = at(address, port);
        redis.start();
        try (ConnectedStore node = new ConnectedStore(options("redis://localhost:" + port), SETTINGS)) {
            node.live();

            assertThat(node.store.trouble()).isEmpty();
        } finally {
            redis.stop();
        }
    }

    @Test
    void redisAtAnIpv6Literal_isUsed() throws IOException {
        assumeThat(isHere("::1")).as("this machine has the address ::1").isTrue();
        int port = FreePort.next();
        RedisServer redis = at("::1", port);
        redis.start();
        try (ConnectedStore node = new ConnectedStore(options("redis://[::1]:" + port), SETTINGS)) {
            node.live();

            assertThat(node.store.trouble()).isEmpty();
        } finally {
            redis.stop();
        }
    }

    @Test
    void redisThatMovesToTheOtherAddress_isFollowed() throws IOException {
        assumeThat(isHere("::1")).as("this machine has the address ::1").isTrue();
        int port = FreePort.next();
        RedisServer first = at("::1", port);
        first.start();
        try (ConnectedStore node = new ConnectedStore(options("redis://localhost:" + port), SETTINGS)) {
            node.live();
            first.stop();
            Eventually.holds("noticed", () -> !node.store.connected());
            RedisServer second = at("127.0.0.1", port);
            second.start();
            try {
                Eventually.holds("back", () -> node.store.connected() && node.store.pushLive());
            } finally {
                second.stop();
            }
        }
    }

    @Test
    void redisAtNoAddress_isOneSentenceThatNamesThemAll() {
        int port = FreePort.next();
        try (ConnectedStore node = new ConnectedStore(options("redis://localhost:" + port), SETTINGS)) {
            Eventually.holds("tried", () -> node.store.trouble().isPresent());

            assertThat(node.store.trouble().orElseThrow())
                    .startsWith("localhost:" + port + ": no address of its host name answers (")
                    .contains("127.0.0.1 refuses connections", "[::1] ");
        }
    }

    private static RedisOptions options(String uri) {
        return new RedisOptions().setConnectionString(uri);
    }

    private static RedisServer at(String address, int port) throws IOException {
        return RedisServer.newRedisServer()
                .port(port)
                .bind(address)
                .setting("save \"\"")
                .build();
    }

    private static boolean isHere(String address) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.isBound();
        } catch (IOException none) {
            return false;
        }
    }
}
