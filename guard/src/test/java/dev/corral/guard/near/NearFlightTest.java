package dev.corral.guard.near;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.near.NearStore.Epoch;
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

/**
 * near -> single-flight: a caller that joins a flight after a change was reported may receive a row that was read
 * before the change.
 */
class NearFlightTest {

    private static final Key KEY = new Key("c", "k");

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore memory = new MemoryStore(time, () -> 0.5);
    private final LatentStore values = new LatentStore(memory, time, () -> Duration.ZERO);
    private final LatentStore locks = new LatentStore(memory, time, () -> Duration.ofMillis(10));
    private final HeldOrigin origin = new HeldOrigin();
    private final Node node = new Node(
            values,
            locks,
            origin,
            Node.virtual(time, 1),
            "deadline",
            "near",
            "lookup",
            "single-flight",
            "lock",
            "fill");

    @BeforeEach
    void changes_are_told() {
        values.tell(node.nearStore, KEY);
        node.nearStore.allChanged();
    }

    @AfterEach
    void nothing_is_left_over() {
        time.advance(Duration.ofSeconds(20));
        node.tally.assertBalanced();
        assertThat(node.flights.size()).isZero();
        assertThat(time.pending()).as("timers").isZero();
    }

    @Test
    void followerOfAFlightThatReadBeforeAChange_keepsNothing() {
        UniAssertSubscriber<Answer> leader = leaderThatReadBeforeAChange();
        UniAssertSubscriber<Answer> follower = node.get(KEY);
        time.advance(Duration.ofMillis(10));

        assertThat(leader.assertCompleted().getItem().source()).isEqualTo(Source.STORE);
        Answer followed = follower.assertCompleted().getItem();
        assertThat(followed.source()).isEqualTo(Source.FLIGHT);
        assertThat(HeldOrigin.text(followed)).isEqualTo("old");
        assertThat(node.nearStore.entries()).isZero();
        assertThat(node.events.count(Event.NEAR_RACED)).as("the leader's").isEqualTo(1);
    }

    /** The control: the epoch alone would admit the answer, and nothing in the answer shows its age. */
    @Test
    void epochOfAFollower_doesNotProtectFromWhatTheFlightHadRead() {
        leaderThatReadBeforeAChange();
        Epoch epoch = node.nearStore.epoch(KEY);
        UniAssertSubscriber<Answer> follower = node.get(KEY);
        time.advance(Duration.ofMillis(10));
        Answer followed = follower.assertCompleted().getItem();
        assertThat(followed.stale()).isFalse();

        node.nearStore.keep(KEY, followed.entry().orElseThrow(), epoch);

        assertThat(HeldOrigin.text(node.get(KEY).assertCompleted().getItem())).isEqualTo("old");
    }

    /**
     * Acquiring the lock reads the store again and finds the entry. While the reply is in transit, the entry is
     * invalidated and the change is reported.
     */
    private UniAssertSubscriber<Answer> leaderThatReadBeforeAChange() {
        Entry old = new Entry(HeldOrigin.row("old"), 1, time.micros(), Limits.hard(Node.TTL), Duration.ofMillis(5));
        memory.put(KEY, old).subscribe().with(done -> {});
        values.down = true;
        UniAssertSubscriber<Answer> leader = node.get(KEY);
        time.advance(Duration.ofMillis(15));
        memory.invalidate(KEY).subscribe().with(done -> {});
        time.settle();
        return leader;
    }

    @Test
    void callersOfOneMiss_shareAQueryAndNearServesThemNext() {
        UniAssertSubscriber<Answer> one = node.get(KEY);
        UniAssertSubscriber<Answer> other = node.get(KEY);
        time.advance(Duration.ofMillis(30));
        assertThat(origin.queries()).isEqualTo(1);
        origin.answer("v");
        time.advance(Duration.ofMillis(30));
        one.assertCompleted();
        other.assertCompleted();

        node.get(KEY);
        time.advance(Duration.ofMillis(30));

        assertThat(node.get(KEY).assertCompleted().getItem().source()).isEqualTo(Source.NEAR);
    }
}
