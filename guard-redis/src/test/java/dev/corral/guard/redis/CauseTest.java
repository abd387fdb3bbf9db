package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Key;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.testing.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.impl.RedisURI;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reason why Redis cannot be used is one sentence that states what to change. */
class CauseTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final String SECRET = "a-secret";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        REDIS.command("ACL", "DELUSER", "poor");
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void wrongPassword_isNamed() {
        REDIS.command("ACL", "SETUSER", "poor", "on", ">right", "~*", "+@all");
        expect(REDIS.uri() + "?user=poor", "it refused the user or the password");
    }

    @Test
    void passwordOfNobody_isNamed() {
        expect(REDIS.uri() + "?user=nobody", "it refused the user or the password");
    }

    @Test
    void noPassword_isNamed() {
        REDIS.command("ACL", "SETUSER", "poor", "on", ">" + SECRET, "~*", "+@all");
        try {
            REDIS.command("CONFIG", "SET", "requirepass", "right");
            expect(new RedisOptions().setConnectionString(REDIS.uri()), "it requires a password, and none was given");
        } finally {
            RedisOptions admin = REDIS.options().setPassword("right");
            Redis client = Redis.createClient(vertx, admin);
            client.send(Request.cmd(Command.CONFIG, "SET", "requirepass", ""))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    @Test
    void userWithoutRights_isNamed() {
        REDIS.command("ACL", "SETUSER", "poor", "on", ">" + SECRET, "~*", "-@all", "+time", "+client|tracking", "+set");
        RedisOptions options = new RedisOptions()
                .setConnectionString(REDIS.uri() + "?user=poor")
                .setPassword(SECRET);
        try (ConnectedStore node = store(options).live()) {
            assertThat(node.store.trouble()).isEmpty();
            node.store
                    .get(new Key("any", "k"))
                    .onFailure()
                    .recoverWithNull()
                    .await()
                    .atMost(Duration.ofSeconds(5));
            assertThat(node.store.trouble())
                    .hasValueSatisfying(cause -> assertThat(cause)
                            .endsWith(": the user lacks a permission: grant it the documented access rules"));
        }
    }

    @Test
    void unknownHost_isNamed() {
        expect("redis://no-such-host.invalid:6379", "its host name cannot be resolved: correct the name");
    }

    @Test
    void refusedPort_isNamed() {
        expect("redis://127.0.0.1:" + FreePort.next(), "nothing listens at that address (connection refused)");
    }

    @Test
    void tlsToAPlainPort_isNamed() {
        RedisOptions options =
                new RedisOptions().setConnectionString(REDIS.uri().replace("redis://", "rediss://"));
        options.getNetClientOptions().setHostnameVerificationAlgorithm("HTTPS").setTrustAll(true);
        expect(options, "it accepted the connection and did not answer within 2000 ms: it does not speak TLS");
    }

    @Test
    void httpServer_isNoRedis() {
        HttpServer server = joined(vertx.createHttpServer()
                .requestHandler(request -> request.response().end("hello"))
                .listen(0, "127.0.0.1"));
        expect("redis://127.0.0.1:" + server.actualPort(), "it does not speak the protocol of Redis: correct the port");
    }

    @Test
    void serverThatClosesAtOnce_isNamed() {
        expect(
                served(NetSocket::close),
                "it closed the connection before it answered: it requires TLS (rediss://), or is not Redis");
    }

    @Test
    void serverThatIsSilent_isNamed() {
        expect(served(socket -> {}), "it accepted the connection and did not answer within 2000 ms");
    }

    @Test
    void protectedMode_isNamed() {
        expect(
                served(socket -> socket.handler(hello -> socket.end(Buffer.buffer(
                        "-DENIED Redis is running in protected mode because protected mode is enabled\r\n")))),
                "it is in protected mode");
    }

    @Test
    void replicaWithoutItsPrimary_andOneThatLoadsAreNamed() {
        expect(
                served(socket ->
                        socket.handler(hello -> socket.write("-LOADING Redis is loading the dataset in memory\r\n"))),
                "it is loading its data set into memory");
        expect(
                served(socket ->
                        socket.handler(hello -> socket.write("-MASTERDOWN Reconnector with MASTER is down\r\n"))),
                "it is a replica that has lost its primary");
    }

    /** Callers of a node read the reason of a failed call. */
    @Test
    void failedCall_hasTheCauseWithoutTheAddress() {
        int port = FreePort.next();
        RedisOptions options = new RedisOptions().setConnectionString("redis://127.0.0.1:" + port);
        try (ConnectedStore node = store(options)) {
            Eventually.holds("refused", () -> node.store.trouble().isPresent());
            assertThatThrownBy(() -> node.store.get(new Key("any", "k")).await().atMost(Duration.ofSeconds(5)))
                    .hasMessageContaining("no connection to Redis: nothing listens at that address")
                    .hasMessageNotContaining("127.0.0.1");
        }
    }

    private String served(Consumer<NetSocket> behaviour) {
        NetServer server =
                joined(vertx.createNetServer().connectHandler(behaviour::accept).listen(0, "127.0.0.1"));
        return "redis://127.0.0.1:" + server.actualPort();
    }

    private static <T> T joined(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static void expect(String uri, String sentence) {
        expect(new RedisOptions().setConnectionString(uri).setPassword(SECRET), sentence);
    }

    private static void expect(RedisOptions options, String sentence) {
        try (ConnectedStore node = store(options)) {
            String named = new RedisURI(options.getEndpoint()).socketAddress() + ": " + sentence;
            Eventually.holds(named, () -> node.store.trouble().orElse("").startsWith(named));
            assertThat(node.store.trouble().orElse("")).doesNotContain(SECRET);
        }
    }

    private static ConnectedStore store(RedisOptions options) {
        return new ConnectedStore(
                options, RedisStoreSettings.of("corral", "cause").withStoreTimeout(Duration.ofSeconds(2)));
    }
}
