package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.probe.Events;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.SystemClock;
import dev.corral.guard.store.ChangeListener;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.Grant;
import dev.corral.guard.testing.StandIn;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScratchStoreTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Duration FENCE_LIFE = Duration.ofSeconds(7);
    private static final Duration TERM = Duration.ofSeconds(5);
    private static final Key A = new Key("scratch", "a");
    private static final Key B = new Key("scratch", "b");

    private static ConnectedStore node;

    private ScratchStore scratch;

    @BeforeAll
    static void connect() {
        node = new ConnectedStore(REDIS.options(), RedisContract.SETTINGS).live();
    }

    @AfterAll
    static void disconnect() {
        node.close();
    }

    @BeforeEach
    void open() {
        scratch = node.store.scratch("scratch", FENCE_LIFE, cache -> Events.NONE);
    }

    @Test
    void everyKey_hasATtlUpToTheLifeOfAFence() {
        use();

        assertThat(keys())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(REDIS.command("PTTL", key).toLong())
                        .as(key)
                        // -1 would be a key without a TTL; -2 is one that has just expired.
                        .isNotEqualTo(-1)
                        .isLessThanOrEqualTo(FENCE_LIFE.toMillis()));
    }

    @Test
    void forgottenKey_isGoneAndTheOthersStay() {
        use();
        scratch.forget(A).await().indefinitely();

        assertThat(keys()).isNotEmpty().allSatisfy(key -> assertThat(key).endsWith("{scratch:b}"));
        assertThat(scratch.size()).isEqualTo(1);
    }

    @Test
    void closedStore_leavesNothingAndRefusesCommands() {
        use();
        scratch.close().await().indefinitely();

        assertThat(keys()).isEmpty();
        assertThat(scratch.size()).isZero();
        assertThatThrownBy(() -> scratch.get(A).await().indefinitely()).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> scratch.acquire(ask(A)).await().indefinitely()).isInstanceOf(StoreUnavailable.class);
        assertThat(keys()).isEmpty();
    }

    /** Otherwise a node whose Redis was away during its rehearsal would retry it for as long as an entry can live. */
    @Test
    void invalidationThatIsPending_endsWhenTheStoreIsClosed() {
        Refusing store = new Refusing(scratch);
        PendingInvalidations pending =
                new PendingInvalidations(store, 10, Environment.plain(new SystemClock()), cache -> Events.NONE);
        assertThat(pending.invalidate(A, Duration.ofDays(1)).await().indefinitely())
                .isEqualTo(PendingInvalidations.Outcome.PENDING);

        scratch.close().await().indefinitely();
        store.accepts = true;

        Eventually.holds("no invalidation is pending", () -> pending.size() == 0);
        assertThat(scratch.size()).as("keys that the closed store has written").isZero();
    }

    @Test
    void changes_arePushedToNobody() {
        List<String> pushed = new CopyOnWriteArrayList<>();
        node.tell(ChangeListener.of(pushed::add, () -> {}));
        use();
        node.store.invalidate(B).await().indefinitely();

        Eventually.holds("the push of the other store", () -> pushed.contains(B.toString()));
        assertThat(pushed).doesNotContain(A.toString());
        node.store.forget(B).await().indefinitely();
    }

    /** A store that refuses invalidations for a while. */
    private static final class Refusing extends StandIn {
        private volatile boolean accepts;

        Refusing(ScratchStore store) {
            super(store);
        }

        @Override
        public Uni<Void> invalidate(Key key) {
            return Uni.createFrom()
                    .deferred(() -> accepts
                            ? super.invalidate(key)
                            : Uni.createFrom().failure(new StoreUnavailable("refused", null)));
        }
    }

    private void use() {
        assertThat(scratch.get(A).await().indefinitely()).isNull();
        Grant grant = scratch.acquire(ask(A)).await().indefinitely();
        assertThat(grant).isInstanceOf(Grant.Granted.class);
        scratch.invalidate(B).await().indefinitely();
    }

    private static Ask ask(Key key) {
        return new Ask(key, "token", TERM, -1, false);
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Response key : REDIS.command("KEYS", "corral:?:scratch:*")) {
            keys.add(key.toString());
        }
        return keys;
    }
}
