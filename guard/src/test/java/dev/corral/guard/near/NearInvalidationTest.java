package dev.corral.guard.near;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.probe.Event;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.LatentStore;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** near x invalidation: a row that was read before a change was reported is not served after the report. */
class NearInvalidationTest {

    private static final Key KEY = new Key("c", "k");
    private static final Duration QUICK = Duration.ofMillis(1);
    private static final Duration SLOW = Duration.ofMillis(10);

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore memory = new MemoryStore(time, () -> 0.5);
    private Duration latency = QUICK;
    private final LatentStore store = new LatentStore(memory, time, () -> latency);
    private final HeldOrigin origin = new HeldOrigin();
    private final Node node = new Node(
            store, origin, Node.virtual(time, 1), "deadline", "near", "lookup", "single-flight", "lock", "fill");

    @BeforeEach
    void entry_is_in_the_store() {
        node.nearStore.allChanged();
        Entry old = new Entry(HeldOrigin.row("old"), 1, time.micros(), Limits.hard(Node.TTL), Duration.ofMillis(5));
        memory.put(KEY, old).subscribe().with(done -> {});
    }

    @AfterEach
    void nothing_is_left_over() {
        time.advance(Duration.ofSeconds(20));
        node.tally.assertBalanced();
        assertThat(node.flights.size()).isZero();
        assertThat(time.pending()).as("timers").isZero();
    }

    @Test
    void entryChangedElsewhere_isGoneOnceItsPushIsIn() {
        store.tell(node.nearStore, KEY);
        get();
        time.advance(SLOW);
        assertThat(get().assertCompleted().getItem().source()).isEqualTo(Source.NEAR);

        invalidateElsewhere();
        time.advance(QUICK);
        UniAssertSubscriber<Answer> after = get();
        time.advance(SLOW);

        after.assertNotTerminated();
        origin.answer("new");
        time.advance(SLOW);
        assertThat(HeldOrigin.text(after.assertCompleted().getItem())).isEqualTo("new");
    }

    @Test
    void readThatRacesAnInvalidation_isAnsweredAndNotKept() {
        store.tell(node.nearStore, KEY);

        assertThat(HeldOrigin.text(readAnsweredAfterThePush())).isEqualTo("old");

        assertThat(node.events.count(Event.NEAR_RACED)).isEqualTo(1);
        get();
        time.advance(SLOW);
        assertThat(origin.inProgress()).as("loads anew").isEqualTo(1);
        origin.answer("new");
        time.advance(SLOW);
    }

    /**
     * The control: a near cache that only removes stored entries serves the old value until it expires, if a read races
     * with the invalidation.
     */
    @Test
    void withoutEpochs_aReadThatRacesAnInvalidationStays() {
        store.watch(KEY, () -> {
            if (node.nearStore.entries() > 0) {
                node.nearStore.changed(KEY);
            }
        });

        readAnsweredAfterThePush();

        Answer after = get().assertCompleted().getItem();
        assertThat(HeldOrigin.text(after)).isEqualTo("old");
        assertThat(after.stale()).isFalse();
    }

    @Test
    void writerThatTellsItsOwnShelf_readsItsOwnWrite() {
        store.pushLost = true;
        store.tell(node.nearStore, KEY);
        get();
        time.advance(SLOW);
        store.invalidate(KEY).subscribe().with(done -> node.nearStore.changed(KEY));
        time.advance(SLOW);

        get();
        time.advance(SLOW);

        assertThat(origin.inProgress()).isEqualTo(1);
        origin.answer("new");
        time.advance(SLOW);
    }

    /** The store replies, then the entry is invalidated; the push arrives before the reply. */
    private Answer readAnsweredAfterThePush() {
        UniAssertSubscriber<Answer> reader = get();
        latency = SLOW;
        time.advance(QUICK);
        latency = QUICK;
        invalidateElsewhere();
        time.advance(QUICK);
        reader.assertNotTerminated();
        time.advance(SLOW);
        return reader.assertCompleted().getItem();
    }

    private void invalidateElsewhere() {
        memory.invalidate(KEY).subscribe().with(done -> {});
    }

    private UniAssertSubscriber<Answer> get() {
        return node.get(KEY);
    }
}
