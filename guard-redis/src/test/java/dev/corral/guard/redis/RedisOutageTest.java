package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.probe.Events;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Redis that is not running, is started, stopped and started again. */
class RedisOutageTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final RedisStoreSettings SETTINGS = RedisStoreSettings.of("corral", "outage")
            .withHeartbeat(Duration.ofMillis(100))
            .withStoreTimeout(Duration.ofSeconds(5));

    private final Key key = new Key("outage", "k");

    @Test
    void redisComesAndGoesAndComes_theStoreFollows() {
        REDIS.stop();
        try (ConnectedStore node = new ConnectedStore(REDIS.options(), SETTINGS)) {
            Eventually.holds("refused", () -> !answers(node));
            assertThat(node.store.connected()).isFalse();
            failsLongBeforeTheStoreTimeout(node);
            REDIS.start();
            followsEverything(node);
            REDIS.stop();
            Eventually.holds("noticed", () -> !node.store.connected() && !node.store.pushLive());
            failsLongBeforeTheStoreTimeout(node);
            REDIS.start();
            followsEverything(node);
        }
    }

    private void followsEverything(ConnectedStore node) {
        node.live();
        AtomicInteger wakes = new AtomicInteger();
        var watch = node.store.watch(key, wakes::incrementAndGet);
        Entry entry = new Entry(
                Content.ABSENT, 0, node.store.clock().micros(), Limits.hard(Duration.ofMinutes(1)), Duration.ZERO);
        now(node.store.put(key, entry));
        assertThat(now(node.store.get(key))).isNotNull();
        Eventually.holds("woken", () -> wakes.get() > 0);
        watch.close();
    }

    private void failsLongBeforeTheStoreTimeout(ConnectedStore node) {
        long askedNanos = System.nanoTime();
        assertThatThrownBy(() -> now(node.store.get(key))).isInstanceOf(StoreUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - askedNanos))
                .isLessThan(SETTINGS.storeTimeout().dividedBy(2));
    }

    @Test
    void askedBeforeTheFirstConnectionIsThere_isKeptAndAnswered() {
        try (ConnectedStore node = new ConnectedStore(REDIS.options(), SETTINGS)) {
            assertThat(now(node.store.get(new Key("outage", "early")))).isNull();
        }
    }

    @Test
    void addressThatIsNone_stopsTheStart() {
        refused(new RedisOptions().setConnectionString("http://localhost:1"));
    }

    @Test
    void cluster_stopsTheStart() {
        refused(new RedisOptions().setType(RedisClientType.CLUSTER));
    }

    private static void refused(RedisOptions options) {
        Vertx vertx = Vertx.vertx();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisStore.connect(vertx, options, SETTINGS, () -> 0, cache -> Events.NONE));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void settingsThatMakeNoSense_sayWhat() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withStoreTimeout(Duration.ZERO))
                .withMessage("the store timeout must be above zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisStoreSettings.of("corral", "a}b"))
                .withMessage("a node's name must have 1 to 128 letters, digits, and . _ -");
    }

    private boolean answers(ConnectedStore node) {
        return now(node.store.get(key).map(entry -> true).onFailure().recoverWithItem(false));
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
