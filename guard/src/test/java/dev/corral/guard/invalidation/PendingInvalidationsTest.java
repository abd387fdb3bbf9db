package dev.corral.guard.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.invalidation.PendingInvalidations.Outcome;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.testing.StandIn;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Invalidations that the store did not accept: they are retried, bounded in number, and not dropped too early. */
class PendingInvalidationsTest {

    private static final int MOST = 3;
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Key KEY = new Key("c", "k");
    private static final StoreUnavailable DOWN = new StoreUnavailable("down", null);

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore store = new MemoryStore(time, () -> 0);
    private final List<Event> events = new ArrayList<>();
    private final List<Key> asked = new ArrayList<>();
    private CompletableFuture<Void> late;
    private Optional<StoreUnavailable> failure = Optional.of(DOWN);
    private final PendingInvalidations pending = new PendingInvalidations(
            new Failing(), MOST, new Environment(time, time, () -> 0, EventLoops.INLINE), cache -> new Events() {
                @Override
                public void happened(Event event) {
                    events.add(event);
                }

                @Override
                public void observed(Quantity quantity, double value) {}
            });

    @Test
    void storeThatIsTold_leavesNothing() {
        failure = Optional.empty();
        assertThat(invalidate(KEY)).isEqualTo(Outcome.DONE);
        assertThat(pending.size()).isZero();
        assertThat(time.pending()).isZero();
        assertThat(events).isEmpty();
    }

    @Test
    void storeThatIsBack_isToldOnce() {
        put(KEY);
        assertThat(invalidate(KEY)).isEqualTo(Outcome.PENDING);
        assertThat(pending.contains(KEY)).isTrue();
        time.advance(Duration.ofSeconds(5));
        failure = Optional.empty();
        asked.clear();

        time.advance(RetryPolicy.LONGEST_WAIT);

        assertThat(asked).containsExactly(KEY);
        assertThat(now(store.get(KEY))).isNull();
        assertThat(pending.contains(KEY)).isFalse();
        assertThat(events).containsExactly(Event.INVALIDATION_PENDING, Event.INVALIDATION_RECOVERED);
        assertThat(time.pending()).isZero();
    }

    /**
     * 100 ms, doubling to 2 s: nine rounds in ten seconds. Each round ends at its first failure, however many keys are
     * pending.
     */
    @Test
    void storeThatStaysDown_isAskedSeldomAndForOneKeyOnly() {
        for (int each = 0; each < MOST; each++) {
            invalidate(new Key("c", "k" + each));
        }
        asked.clear();
        time.advance(Duration.ofSeconds(10));
        assertThat(asked).hasSizeBetween(7, 9 + MOST);
        assertThat(pending.size()).isEqualTo(MOST);
    }

    @Test
    void writesOfOneKey_areOneInvalidation() {
        for (int each = 0; each < 10 * MOST; each++) {
            assertThat(invalidate(KEY)).isEqualTo(Outcome.PENDING);
        }
        assertThat(pending.size()).isEqualTo(1);
    }

    @Test
    void oneKeyTooMany_isDroppedAndCounted() {
        for (int each = 0; each < MOST; each++) {
            assertThat(invalidate(new Key("c", "k" + each))).isEqualTo(Outcome.PENDING);
        }
        assertThat(invalidate(KEY)).isEqualTo(Outcome.DROPPED);
        assertThat(pending.size()).isEqualTo(MOST);
        assertThat(pending.contains(KEY)).isFalse();
        assertThat(events).contains(Event.INVALIDATION_DROPPED);
    }

    @Test
    void noEntryFromBeforeCanLive_isGivenUp() {
        invalidate(KEY);
        time.advance(LIFE.plus(RetryPolicy.LONGEST_WAIT));
        assertThat(pending.size()).isZero();
        assertThat(events).containsExactly(Event.INVALIDATION_PENDING, Event.INVALIDATION_EXPIRED);
        assertThat(time.pending()).isZero();
    }

    @Test
    void laterWriteThatIsTold_endsTheRetries() {
        invalidate(KEY);
        failure = Optional.empty();
        assertThat(invalidate(KEY)).isEqualTo(Outcome.DONE);
        assertThat(pending.size()).isZero();
    }

    /** The first invalidation was sent before the second write, so its success does not cover that write. */
    @Test
    void earlierInvalidationThatIsAcceptedLate_doesNotEndALaterOnesRetries() {
        failure = Optional.empty();
        late = new CompletableFuture<>();
        CompletableFuture<Outcome> first =
                pending.invalidate(KEY, LIFE).subscribe().asCompletionStage();
        CompletableFuture<Void> accepted = late;
        late = null;
        failure = Optional.of(DOWN);
        assertThat(invalidate(KEY)).isEqualTo(Outcome.PENDING);

        accepted.complete(null);

        assertThat(first.join()).isEqualTo(Outcome.DONE);
        assertThat(pending.contains(KEY)).isTrue();
    }

    /** An error of one key must not delay the other keys. */
    @Test
    void errorOfOneKey_doesNotStopTheRound() {
        for (int each = 0; each < MOST; each++) {
            invalidate(new Key("c", "k" + each));
        }
        failure = Optional.of(StoreUnavailable.ofKey("one key", null));
        asked.clear();
        time.advance(RetryPolicy.FIRST_WAIT);
        assertThat(asked).hasSize(MOST);
    }

    @Test
    void pendingKey_isNotSeenInTheStoreUntilItIsTold() {
        PendingInvalidationStore unseeing = new PendingInvalidationStore(store, store, pending);
        put(KEY);
        assertThat(now(unseeing.get(KEY))).isNotNull();
        Ask ask = new Ask(KEY, "token", Duration.ofSeconds(2), -1, true);
        assertThat(now(unseeing.acquire(ask))).isInstanceOf(Grant.Found.class);

        invalidate(KEY);

        assertThat(now(unseeing.get(KEY))).isNull();
        assertThat(now(unseeing.acquire(ask))).isInstanceOf(Grant.Granted.class);
        put(new Key("c", "other"));
        assertThat(now(unseeing.get(new Key("c", "other")))).isNotNull();
        failure = Optional.empty();
        time.advance(RetryPolicy.LONGEST_WAIT);
        put(KEY);
        assertThat(now(unseeing.get(KEY))).isNotNull();
    }

    /** A policy may have a maximum duration; the outage can be longer. */
    @Test
    void policyThatEndsTooSoon_isBegunAgainUntilTheStoreIsBack() {
        RetryPolicy oneRound = round -> Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .onExecutor(time)
                .by(RetryPolicy.FIRST_WAIT)
                .chain(waited -> round.get());
        PendingInvalidations bounded = new PendingInvalidations(
                new Failing(),
                MOST,
                new Environment(time, time, () -> 0, EventLoops.INLINE),
                cache -> Events.NONE,
                oneRound);
        now(bounded.invalidate(KEY, LIFE));
        time.advance(Duration.ofSeconds(10));
        assertThat(bounded.size()).isEqualTo(1);
        assertThat(asked).hasSizeBetween(3, 6);

        failure = Optional.empty();
        time.advance(RetryPolicy.LONGEST_WAIT.plus(RetryPolicy.FIRST_WAIT));

        assertThat(bounded.size()).isZero();
        assertThat(time.pending()).isZero();
    }

    private Outcome invalidate(Key key) {
        return now(pending.invalidate(key, LIFE));
    }

    private void put(Key key) {
        Limits limits = Limits.hard(LIFE);
        now(store.put(key, new Entry(Content.ABSENT, 1, time.micros(), limits, Duration.ZERO)));
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().indefinitely();
    }

    private final class Failing extends StandIn {
        Failing() {
            super(store);
        }

        @Override
        public Uni<Void> invalidate(Key key) {
            return Uni.createFrom().deferred(() -> {
                asked.add(key);
                if (late != null) {
                    return Uni.createFrom().completionStage(late);
                }
                return failure.isPresent() ? Uni.createFrom().failure(failure.get()) : super.invalidate(key);
            });
        }
    }
}
