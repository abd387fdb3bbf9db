package dev.corral.node.tolerance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.ReleaseReason;
import dev.corral.guard.store.SharedStore;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the breaker in front of a store that fails, and of one that works again. */
class StoreBreakerTest {

    private static final int WINDOW = 4;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Key KEY = new Key("c", "k");
    private static final Lease LEASE = new Lease("token", 1);
    private static final Entry ENTRY =
            new Entry(Content.ABSENT, 1, 0, Limits.hard(Duration.ofSeconds(1)), Duration.ZERO);

    private final VirtualTime time = new VirtualTime();
    private final Store store = new Store();
    private final List<Event> events = new ArrayList<>();

    @Test
    void storeThatKeepsFailing_isNotAskedWhileTheBreakerIsOpen() {
        StoreBreaker breaker = open(LONG);

        assertThatThrownBy(() -> await(breaker.get(KEY)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("its circuit breaker is open");
        assertThatThrownBy(() -> await(breaker.put(KEY, ENTRY))).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> await(breaker.acquire(new FleetLocks.Ask(KEY, "token", LONG, -1, false))))
                .isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> await(breaker.publish(KEY, LEASE, ENTRY))).isInstanceOf(StoreUnavailable.class);
        assertThat(store.asked).hasSize(WINDOW);
        assertThat(events).containsExactly(Event.STORE_BREAKER_OPENED);
    }

    @Test
    void whatGivesBack_goesThroughAnOpenBreaker() {
        StoreBreaker breaker = open(LONG);
        store.down = false;

        await(breaker.invalidate(KEY));
        await(breaker.release(KEY, LEASE, ReleaseReason.NONE));
        await(breaker.renew(KEY, LEASE, LONG));

        assertThat(store.asked.subList(WINDOW, store.asked.size())).containsExactly("invalidate", "release", "renew");
    }

    @Test
    void storeThatIsBack_isAskedAgain() {
        StoreBreaker breaker = open(LONG);
        store.down = false;

        time.advance(LONG.plusMillis(1));

        await(breaker.get(KEY));
        await(breaker.put(KEY, ENTRY));
    }

    @Test
    void trialWhoseCallerLeaves_doesNotHoldTheBreakerHalfOpenForEver() {
        StoreBreaker breaker = open(LONG);
        time.advance(LONG.plusMillis(1));
        store.silent = true;
        breaker.get(KEY).subscribe().with(answer -> {}).cancel();
        store.silent = false;
        store.down = false;

        await(breaker.get(KEY));
    }

    @Test
    void otherFailures_leaveTheBreakerClosed() {
        StoreBreaker breaker = breaker(LONG);
        store.down = true;
        store.failure = new IllegalStateException("a bug");

        for (int each = 0; each < 3 * WINDOW; each++) {
            assertThatThrownBy(() -> await(breaker.get(KEY))).isInstanceOf(IllegalStateException.class);
        }

        assertThat(store.asked).hasSize(3 * WINDOW);
    }

    private StoreBreaker open(Duration pause) {
        StoreBreaker breaker = breaker(pause);
        store.down = true;
        for (int each = 0; each < WINDOW; each++) {
            assertThatThrownBy(() -> await(breaker.get(KEY))).hasMessageContaining("cut off");
        }
        return breaker;
    }

    private StoreBreaker breaker(Duration pause) {
        return new StoreBreaker(
                store,
                store,
                StoreBreaker.circuit(new BreakerSettings(WINDOW, 0.5, pause), "full", time, counted(), true));
    }

    private Events counted() {
        return new Events() {
            @Override
            public void happened(Event event) {
                events.add(event);
            }

            @Override
            public void observed(Quantity quantity, double value) {}
        };
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }

    /** A store that records its commands. */
    private static final class Store implements SharedStore, FleetLocks {

        private final List<String> asked = new ArrayList<>();
        private RuntimeException failure = new StoreUnavailable("cut off", null);
        private boolean down;
        private boolean silent;

        private <T> Uni<T> asked(String what, T answer) {
            asked.add(what);
            if (silent) {
                return Uni.createFrom().nothing();
            }
            return down ? Uni.createFrom().failure(failure) : Uni.createFrom().item(answer);
        }

        @Override
        public Uni<Entry> get(Key key) {
            return asked("get", ENTRY);
        }

        @Override
        public Uni<Void> put(Key key, Entry entry) {
            return asked("put", null);
        }

        @Override
        public Uni<Void> invalidate(Key key) {
            return asked("invalidate", null);
        }

        @Override
        public Uni<Grant> acquire(Ask ask) {
            return asked("acquire", new Grant.Pass());
        }

        @Override
        public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
            return asked("publish", new Publication(true, entry));
        }

        @Override
        public Uni<Boolean> renew(Key key, Lease lease, Duration term) {
            return asked("renew", true);
        }

        @Override
        public Uni<Void> release(Key key, Lease lease, ReleaseReason marker) {
            return asked("release", null);
        }

        @Override
        public Watch watch(Key key, Runnable wake) {
            return () -> {};
        }
    }
}
