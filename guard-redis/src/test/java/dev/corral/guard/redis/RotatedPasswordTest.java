package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.corral.guard.core.Key;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The password of a connection is the one that is supplied when the connection is opened. */
class RotatedPasswordTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final RedisStoreSettings SETTINGS = RedisStoreSettings.of("corral", "rotated")
            .withHeartbeat(Duration.ofMillis(100))
            .withStoreTimeout(Duration.ofSeconds(2));

    private static final String USER = "rotating";

    private final AtomicReference<String> password = new AtomicReference<>("old");

    @BeforeEach
    void addUser() {
        REDIS.command("ACL", "SETUSER", USER, "on", ">old", "~*", "&*", "+@all");
    }

    @AfterEach
    void removeUser() {
        REDIS.command("ACL", "DELUSER", USER);
    }

    @Test
    void replacedPassword_isUsedByTheNextConnections() {
        try (ConnectedStore node = new ConnectedStore(() -> options(password.get()), SETTINGS).live()) {
            rotate();
            assertThat(node.store.connected()).as("open connections stay").isTrue();
            closeConnections();
            Eventually.holds("connected again", RotatedPasswordTest::isConnected);
            node.live();
        }
    }

    /** The control: the same options for every connection. */
    @Test
    void samePassword_isRefused() {
        try (ConnectedStore node = new ConnectedStore(options("old"), SETTINGS).live()) {
            rotate();
            closeConnections();
            Eventually.holds(
                    "refused", () -> node.store.trouble().orElse("").endsWith("it refused the user or the password"));
        }
    }

    @Test
    void passwordThatCannotBeRead_isTheReasonUntilItCan() {
        try (ConnectedStore node = new ConnectedStore(() -> options(read()), SETTINGS).live()) {
            password.set("");
            closeConnections();
            Eventually.holds("told", () -> node.store.trouble().orElse("").endsWith("the password file is empty"));
            Eventually.holds(
                    "told to callers, without the name of the file",
                    () -> failure(node).endsWith("this node cannot read its password or its certificates"));
            password.set("old");
            node.live();
            Eventually.holds("over", () -> node.store.trouble().isEmpty());
        }
    }

    private static String failure(ConnectedStore node) {
        Throwable reason =
                catchThrowable(() -> node.store.get(new Key("any", "k")).await().atMost(Duration.ofSeconds(5)));
        return reason == null ? "" : reason.getMessage();
    }

    private String read() {
        String now = password.get();
        if (now.isEmpty()) {
            throw new IllegalStateException("the password file is empty");
        }
        return now;
    }

    private void rotate() {
        REDIS.command("ACL", "SETUSER", USER, ">new");
        password.set("new");
        REDIS.command("ACL", "SETUSER", USER, "<old");
    }

    private static void closeConnections() {
        REDIS.command("CLIENT", "KILL", "USER", USER);
    }

    private static boolean isConnected() {
        return REDIS.command("CLIENT", "LIST").toString().contains("user=" + USER);
    }

    private static RedisOptions options(String secret) {
        return new RedisOptions()
                .setConnectionString(REDIS.uri() + "?user=" + USER)
                .setPassword(secret);
    }
}
