package dev.corral.node.tolerance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.invalidation.PendingInvalidations.Outcome;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.store.SharedStore;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Pending invalidations on the node's own policy, in real time: its waits grow, and it never gives up. */
@QuarkusTest
class InvalidationRetryTest extends NodeTest {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Key KEY = new Key("c", "k");

    private record Attempt(long nanos, boolean onEventLoop) {}

    @Inject
    Environment environment;

    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private volatile boolean up;

    @Test
    void storeThatIsDown_isAskedWithGrowingWaitsAndOnceWhenItIsBack() {
        double before = retries();
        PendingInvalidations pending = new PendingInvalidations(
                new Failing(), 10, environment, cache -> Events.NONE, new InvalidationRetry(LIFE, environment));

        assertThat(pending.invalidate(KEY, LIFE).await().indefinitely()).isEqualTo(Outcome.PENDING);
        assertThat(attempts).as("no retry without a wait").hasSize(1);
        Await.until("four retries", () -> attempts.size() == 5);
        assertThat(pending.contains(KEY)).isTrue();
        up = true;

        Await.until("accepted", () -> pending.size() == 0);
        assertThat(attempts).hasSize(6);
        assertThat(millisBetween(0, 1)).isBetween(40L, 2_000L);
        assertThat(millisBetween(3, 4)).as("from 400 to 800 ms").isGreaterThan(390);
        assertThat(millisBetween(4, 5)).as("from 800 to 1600 ms").isGreaterThan(790);
        assertThat(attempts.subList(1, 6)).as("on an event loop").allMatch(Attempt::onEventLoop);
        assertThat(retries() - before).isEqualTo(5);
    }

    private long millisBetween(int one, int other) {
        return (attempts.get(other).nanos() - attempts.get(one).nanos()) / 1_000_000;
    }

    private double retries() {
        return sum("ft_retry_retries_total", Map.of("method", "invalidation-retry"));
    }

    private final class Failing implements SharedStore {
        @Override
        public Uni<Entry> get(Key key) {
            return Uni.createFrom().nullItem();
        }

        @Override
        public Uni<Void> put(Key key, Entry entry) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> invalidate(Key key) {
            return Uni.createFrom().deferred(() -> {
                attempts.add(new Attempt(System.nanoTime(), Context.isOnEventLoopThread()));
                return up ? Uni.createFrom().voidItem() : Uni.createFrom().failure(new StoreUnavailable("down", null));
            });
        }
    }
}
