package dev.corral.guard.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Kept;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.store.ReleaseReason;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.LatentStore;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** lock -> fill on two nodes over one store. */
class FleetLockTest {

    private static final Key KEY = new Key("c", "k");
    private static final String[] LAYERS = {"deadline", "lookup", "single-flight", "lock", "fill"};
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore memory = new MemoryStore(time, () -> 0.5);
    private final LatentStore storeA = new LatentStore(memory, time, () -> Duration.ofMillis(1));
    private final LatentStore storeB = new LatentStore(memory, time, () -> Duration.ofMillis(1));
    private final HeldOrigin originA = new HeldOrigin();
    private final HeldOrigin originB = new HeldOrigin();
    private final Node nodeA = new Node(storeA, originA, Node.virtual(time, 1), LAYERS);
    private final Node nodeB = new Node(storeB, originB, Node.virtual(time, 2), LAYERS);

    @AfterEach
    void nothing_is_left_over() {
        time.advance(Duration.ofSeconds(20));
        nodeA.tally.assertBalanced();
        nodeB.tally.assertBalanced();
        assertThat(nodeA.flights.size() + nodeB.flights.size()).isZero();
        assertThat(time.pending()).as("timers").isZero();
    }

    @Test
    void otherNode_waitsAndGetsWhatTheHolderPublished() {
        UniAssertSubscriber<Answer> holder = get(nodeA);
        UniAssertSubscriber<Answer> waiter = get(nodeB);
        assertThat(originB.queries()).isZero();

        originA.answer("v");
        step();

        assertThat(holder.assertCompleted().getItem().kept()).isEqualTo(Kept.STORED);
        assertThat(waiter.assertCompleted().getItem().source()).isEqualTo(Source.FLEET);
        assertThat(originA.queries() + originB.queries()).isEqualTo(1);
        assertThat(nodeB.events.values(Quantity.LOCK_WAIT_SECONDS))
                .singleElement()
                .satisfies(seconds -> assertThat(seconds).isBetween(0.0, 0.1));
    }

    @Test
    void withoutPush_theTimerAtTheLeasesEndWakesTheWaiter() {
        storeB.pushLost = true;
        get(nodeA);
        UniAssertSubscriber<Answer> waiter = get(nodeB);
        originA.answer("v");
        step();
        waiter.assertNotTerminated();

        time.advance(Node.TIMES.lease().multipliedBy(11).dividedBy(10));

        assertThat(waiter.assertCompleted().getItem().source()).isEqualTo(Source.FLEET);
    }

    @Test
    void longLoad_keepsItsLeaseByRenewal() {
        get(nodeA);
        get(nodeB);

        time.advance(Node.TIMES.lease().multipliedBy(3));

        assertThat(originB.queries()).isZero();
        originA.answer("v");
        step();
    }

    @Test
    void loadPastTheRenewalCap_losesItsLeaseAndItsWriteIsRefused() {
        UniAssertSubscriber<Answer> slow = get(nodeA);
        time.advance(Node.TIMES.renewalCap().plus(Duration.ofSeconds(1)));
        UniAssertSubscriber<Answer> taker = get(nodeB);
        time.advance(Node.TIMES.lease());
        // The flight of a caller that waits this long has ended, but its load still runs and must not be stored.
        originB.answer("newer");
        step();
        originA.answer("older");
        step();

        assertThat(HeldOrigin.text(taker.assertCompleted().getItem())).isEqualTo("newer");
        slow.assertFailed();
        assertThat(HeldOrigin.text(get(nodeA).assertCompleted().getItem())).isEqualTo("newer");
    }

    @Test
    void failedLoad_makesTheOthersBackOffThenTryOnce() {
        UniAssertSubscriber<Answer> holder = get(nodeA);
        UniAssertSubscriber<Answer> waiter = get(nodeB);
        originA.fail(new LoadFailure.OriginFailed("500", null));
        step();

        holder.assertFailedWith(LoadFailure.OriginFailed.class);
        waiter.assertFailedWith(LoadFailure.LockUnavailable.class);
        assertThat(((LoadFailure.LockUnavailable) waiter.getFailure()).retryAfter())
                .isPositive();
        assertThat(originB.queries()).isZero();

        time.advance(Duration.ofSeconds(1));
        get(nodeB);
        assertThat(originB.queries()).isEqualTo(1);
        originB.answer("v");
        step();
    }

    @Test
    void shedLoad_freesTheLockWithoutBackingOff() {
        UniAssertSubscriber<Answer> holder = get(nodeA);
        UniAssertSubscriber<Answer> waiter = get(nodeB);
        originA.fail(new LoadFailure.Shed("gate", Duration.ofSeconds(1)));
        step();

        holder.assertFailedWith(LoadFailure.Shed.class);
        assertThat(originB.queries()).isEqualTo(1);
        originB.answer("v");
        step();
        waiter.assertCompleted();
    }

    @Test
    void answerThatIsNotStored_letsTheOthersLoadWithoutTheLock() {
        get(nodeA);
        UniAssertSubscriber<Answer> waiter = get(nodeB);
        originA.answer(Content.ABSENT);
        step();

        assertThat(originB.queries()).isEqualTo(1);
        assertThat(nodeB.events.count(Event.PASSED_LOCK)).isEqualTo(1);
        originB.answer(Content.ABSENT);
        step();
        assertThat(waiter.assertCompleted().getItem().content()).isEqualTo(Content.ABSENT);
    }

    @Test
    void busyAndOutOfBudget_refusesAndNeverLoads() {
        // Held by a process that renews the lease forever.
        var lease = granted();
        time.scheduleAtFixedRate(
                () -> memory.renew(KEY, lease, Node.TIMES.lease()).subscribe().with(ignored -> {}),
                1,
                1,
                java.util.concurrent.TimeUnit.SECONDS);
        UniAssertSubscriber<Answer> waiter = get(nodeB);

        time.advance(Node.TIMES.waitBudget().plus(MOMENT));
        time.shutdownNow();

        waiter.assertFailedWith(LoadFailure.LockUnavailable.class);
        assertThat(originB.queries()).isZero();
        assertThat(nodeB.events.count(Event.LOCK_GAVE_UP)).isEqualTo(1);
    }

    @Test
    void invalidationDuringTheLoad_doomsItAndItsCallersGetItMarkedStale() {
        UniAssertSubscriber<Answer> before = get(nodeA);
        memory.invalidate(KEY).await().indefinitely();
        originA.answer("old");
        step();

        assertThat(before.assertCompleted().getItem().stale()).isTrue();
        assertThat(nodeA.events.count(Event.FENCED_OUT)).isEqualTo(1);
        UniAssertSubscriber<Answer> after = get(nodeA);
        originA.answer("new");
        step();
        assertThat(HeldOrigin.text(after.assertCompleted().getItem())).isEqualTo("new");
        assertThat(HeldOrigin.text(get(nodeB).assertCompleted().getItem())).isEqualTo("new");
    }

    @Test
    void withoutTheLock_theDoomedLoadIsStored() {
        Node bare = new Node(storeA, originA, Node.virtual(time, 1), "deadline", "lookup", "single-flight", "fill");
        get(bare);
        memory.invalidate(KEY).await().indefinitely();
        originA.answer("old");
        step();

        assertThat(HeldOrigin.text(get(bare).assertCompleted().getItem())).isEqualTo("old");
    }

    @Test
    void refreshDuringABackOff_staysAndStaleReadsBeginNothing() {
        get(nodeA);
        originA.answer("first");
        step();
        time.advance(Node.TTL);
        get(nodeA);
        originA.fail(new LoadFailure.OriginFailed("500", null));
        step();
        int acquiresBefore = storeA.acquires;

        for (int read = 0; read < 10; read++) {
            assertThat(get(nodeA).assertCompleted().getItem().stale()).isTrue();
        }

        assertThat(storeA.acquires - acquiresBefore).isEqualTo(1);
        time.advance(Duration.ofSeconds(2));
        get(nodeA);
        originA.answer("second");
        step();
    }

    @Test
    void readAfterAnInvalidation_isNotGivenWhatTheRefreshItJoinsSawBefore() {
        get(nodeA);
        originA.answer("old");
        step();
        time.advance(Node.TTL);
        UniAssertSubscriber<Answer> before = nodeA.get(KEY);
        // The store has read the old entry, and its reply is still in transit.
        time.advance(Duration.ofMillis(1));
        memory.invalidate(KEY).await().indefinitely();
        nodeA.flights.forget(KEY);
        memory.release(KEY, granted(), ReleaseReason.BACK_OFF).await().indefinitely();
        time.advance(Duration.ofMillis(1));
        assertThat(before.assertCompleted().getItem().stale()).isTrue();

        UniAssertSubscriber<Answer> after = nodeA.get(KEY);
        time.advance(Duration.ofSeconds(2));

        after.assertFailedWith(LoadFailure.LockUnavailable.class);
    }

    @Test
    void storeThatBreaksBetweenLookupAndLock_leadsToALoadThatIsNotStored() {
        LatentStore half = new LatentStore(memory, time, () -> Duration.ofMillis(1));
        Node node = new Node(storeB, half, originB, Node.virtual(time, 3), LAYERS);
        half.down = true;

        UniAssertSubscriber<Answer> caller = get(node);
        originB.answer("v");
        step();

        assertThat(caller.assertCompleted().getItem().kept()).isEqualTo(Kept.FAILED);
        assertThat(node.events.count(Event.LOCK_FAILED)).isEqualTo(1);
    }

    private dev.corral.guard.core.Lease granted() {
        var grant = memory.acquire(
                        new dev.corral.guard.store.FleetLocks.Ask(KEY, "elsewhere", Node.TIMES.lease(), -1, false))
                .await()
                .indefinitely();
        return new dev.corral.guard.core.Lease("elsewhere", ((dev.corral.guard.store.Grant.Granted) grant).fence());
    }

    private UniAssertSubscriber<Answer> get(Node node) {
        UniAssertSubscriber<Answer> caller = node.get(KEY);
        step();
        return caller;
    }

    private void step() {
        time.advance(MOMENT);
    }
}
