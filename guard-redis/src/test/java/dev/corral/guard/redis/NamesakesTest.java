package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two live processes of one name are detected; a restarted process is not mistaken for two. */
class NamesakesTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final VirtualTime time = new VirtualTime();
    private final Namesakes namesakes = new Namesakes(new Member("node-1", "own"), time, SILENCE);

    @Test
    void ownHeartbeats_areNoCollision() {
        hear("own", 20);
        assertThat(namesakes.present()).isFalse();
    }

    @Test
    void heartbeatsOfAnother_areACollisionUntilTheyEnd() {
        hear("other", 20);
        assertThat(namesakes.present()).isTrue();
        hear("own", 5);
        assertThat(namesakes.present()).isFalse();
    }

    /** The old process' last heartbeat, and its expiry three seconds later. */
    @Test
    void startedAgain_isNoCollision() {
        hear("before", 2);
        time.advance(SILENCE);
        hear("before", 1);
        hear("own", 20);
        assertThat(namesakes.present()).isFalse();
    }

    @Test
    void twoLiveNodesOfOneName_bothKnowAndOneThatStaysForgets() {
        try (ConnectedStore one = node("twin")) {
            try (ConnectedStore other = node("twin");
                    ConnectedStore third = node("single")) {
                Eventually.holds("both know", () -> one.store.nameShared() && other.store.nameShared());
                assertThat(third.store.nameShared()).isFalse();
            }
            Eventually.holds("alone again", () -> !one.store.nameShared());
        }
    }

    /** The same name in another fleet is no collision. */
    @Test
    void sameNameInAnotherFleet_isNoCollision() {
        try (ConnectedStore one = node("twin");
                ConnectedStore stranger = node("twin", "others");
                ConnectedStore other = node("twin")) {
            Eventually.holds("those of one fleet know", () -> one.store.nameShared() && other.store.nameShared());
            assertThat(stranger.store.nameShared()).isFalse();
        }
    }

    private static ConnectedStore node(String name) {
        return node(name, "corral");
    }

    private static ConnectedStore node(String name, String prefix) {
        RedisStoreSettings settings = RedisStoreSettings.of(prefix, name)
                .withHeartbeat(Duration.ofMillis(50))
                .withStoreTimeout(Duration.ofSeconds(2));
        return new ConnectedStore(REDIS.options(), settings).live();
    }

    private void hear(String instance, int beats) {
        for (int beat = 0; beat < beats; beat++) {
            time.advance(BEAT);
            namesakes.heard(instance);
            namesakes.check();
        }
    }
}
