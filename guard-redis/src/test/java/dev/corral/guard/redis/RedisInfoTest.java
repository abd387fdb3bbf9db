package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a store reads from Redis about Redis itself. */
class RedisInfoTest {

    private static final RedisStoreSettings SETTINGS =
            RedisStoreSettings.of("corral", "info").withHeartbeat(Duration.ofMillis(50));
    private static final String RULES = "on >secret ~* &* -@all +get +set +del +time +client|tracking";

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    @Test
    void sections_areParsedAndOtherLinesIgnored() {
        RedisInfo info = RedisInfo.of(
                "txt:# Memory\r\nused_memory:1048576\r\nused_memory_human:1.00M\r\nmaxmemory:0\r\n"
                        + "\r\n# Stats\r\nevicted_keys:18446744073709551615\r\n# Clients\r\nconnected_clients:7\r\nodd\r\n:1\r\n");

        assertThat(info.usedMemoryBytes()).hasValue(1_048_576);
        assertThat(info.maxMemoryBytes()).hasValue(0);
        assertThat(info.connectedClients()).hasValue(7);
        assertThat(info.evictedKeys()).as("more digits than a number can have").isEmpty();
    }

    @Test
    void connectedStore_knowsItsRedis() {
        try (ConnectedStore node = new ConnectedStore(REDIS.options(), SETTINGS).live()) {
            Eventually.holds("read", () -> node.store.info().usedMemoryBytes().isPresent());

            RedisInfo info = node.store.info();
            assertThat(info.usedMemoryBytes().orElseThrow()).isPositive();
            assertThat(info.maxMemoryBytes()).hasValue(0);
            assertThat(info.evictedKeys()).hasValue(0);
            assertThat(info.connectedClients().orElseThrow()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void redisThatIsGone_isUnknown() {
        try (ConnectedStore node = new ConnectedStore(REDIS.options(), SETTINGS).live()) {
            Eventually.holds("read", () -> node.store.info().usedMemoryBytes().isPresent());
            REDIS.stop();
            try {
                Eventually.holds("unknown", () -> node.store.info().equals(RedisInfo.UNKNOWN));
            } finally {
                REDIS.start();
            }
            Eventually.holds(
                    "read again", () -> node.store.info().usedMemoryBytes().isPresent());
        }
    }

    @Test
    void userWithoutInfo_worksAndReportsNothingButTheAbsence() {
        REDIS.command("ACL", Stream.of(("SETUSER poor " + RULES).split(" ")).toArray());
        RedisOptions options = new RedisOptions()
                .setConnectionString(REDIS.uri() + "?user=poor")
                .setPassword("secret");
        try (ConnectedStore node = new ConnectedStore(options, SETTINGS).live()) {
            Eventually.holds(
                    "refused", () -> REDIS.command("ACL", "LOG").toString().contains("info"));

            Key key = new Key("info", "k");
            Entry entry = new Entry(
                    Content.ABSENT, 0, node.store.clock().micros(), Limits.hard(Duration.ofMinutes(1)), Duration.ZERO);
            node.store.put(key, entry).await().atMost(Duration.ofSeconds(5));
            assertThat(node.store.get(key).await().atMost(Duration.ofSeconds(5)))
                    .isNotNull();
            assertThat(node.store.info()).isEqualTo(RedisInfo.UNKNOWN);
            assertThat(node.store.trouble()).isEmpty();
        } finally {
            REDIS.command("ACL", "DELUSER", "poor");
        }
    }
}
