package dev.corral.guard.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.policy.Freshness.Judgement;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Outcome;
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

/** lookup -> single-flight -> fill: the answers that a caller of one node receives over the life of an entry. */
class LookupTest {

    private static final Key KEY = new Key("c", "k");

    private final VirtualTime time = new VirtualTime();
    private final HeldOrigin origin = new HeldOrigin();
    private final LatentStore store =
            new LatentStore(new MemoryStore(time, () -> 0.5), time, () -> Duration.ofMillis(1));
    private final Node node =
            new Node(store, origin, Node.virtual(time, 1), "deadline", "lookup", "single-flight", "look-again", "fill");

    @BeforeEach
    void fill() {
        get();
        step();
        origin.answer("first");
        step();
    }

    @AfterEach
    void nothing_is_left_over() {
        node.tally.assertBalanced();
        assertThat(node.flights.size()).isZero();
    }

    @Test
    void freshEntry_isAnsweredWithoutAQuery() {
        Answer answer = answered(get());

        assertThat(HeldOrigin.text(answer)).isEqualTo("first");
        assertThat(answer.source()).isEqualTo(Source.STORE);
        assertThat(answer.stale()).isFalse();
        assertThat(origin.queries()).isEqualTo(1);
    }

    @Test
    void staleEntry_isAnsweredAtOnceAndOneRefreshBegins() {
        time.advance(Node.TTL);

        Answer answer = answered(get());
        Answer meanwhile = answered(get());

        assertThat(answer.stale()).isTrue();
        assertThat(meanwhile.stale()).isTrue();
        assertThat(origin.queries()).isEqualTo(2);
        assertThat(node.events.count(Event.REFRESH_SKIPPED)).isEqualTo(1);

        origin.answer("second");
        step();
        assertThat(HeldOrigin.text(answered(get()))).isEqualTo("second");
        assertThat(node.tally.left("lookup", Outcome.STALE)).isEqualTo(2);
    }

    @Test
    void failedRefresh_leavesTheStaleEntryAndTheNextReadTriesAgain() {
        time.advance(Node.TTL);
        get();
        step();
        origin.fail(new LoadFailure.OriginFailed("500", null));
        step();

        assertThat(answered(get()).stale()).isTrue();
        assertThat(origin.queries()).isEqualTo(3);
        origin.answer("second");
        step();
    }

    @Test
    void entryPastItsStaleLimit_isWaitedFor() {
        time.advance(Node.TTL.plus(Node.STALE_FOR));

        UniAssertSubscriber<Answer> caller = get();
        step();

        caller.assertNotTerminated();
        origin.answer("second");
        assertThat(HeldOrigin.text(answered(caller))).isEqualTo("second");
    }

    @Test
    void failedLoad_isAnsweredByTheExpiredEntryWhileItLives() {
        keepForError();
        time.advance(Node.TTL.plus(Node.STALE_FOR));

        UniAssertSubscriber<Answer> caller = get();
        step();
        origin.fail(new LoadFailure.OriginFailed("500", null));

        Answer answer = answered(caller);
        assertThat(HeldOrigin.text(answer)).isEqualTo("kept");
        assertThat(answer.stale()).isTrue();
        assertThat(node.events.count(Event.STALE_IF_ERROR)).isEqualTo(1);
    }

    @Test
    void failedLoad_isAFailureOnceTheEntryIsDead() {
        keepForError();
        time.advance(Node.TTL.plus(Duration.ofMinutes(1)));

        UniAssertSubscriber<Answer> caller = get();
        step();
        origin.fail(new LoadFailure.OriginFailed("500", null));
        step();

        caller.assertFailedWith(LoadFailure.OriginFailed.class);
    }

    private void keepForError() {
        node.expiry = Expiry.fixed(Node.TTL, new Staleness(Node.STALE_FOR, Duration.ofMinutes(1)));
        time.advance(Node.TTL);
        get();
        step();
        origin.answer("kept");
        step();
    }

    @Test
    void earlyRefresh_servesFreshAndLoads() {
        node.freshness = (entry, now) -> Judgement.EARLY;

        Answer answer = answered(get());

        assertThat(answer.stale()).isFalse();
        assertThat(node.tally.entered("single-flight", Purpose.EARLY_REFRESH)).isEqualTo(1);
        assertThat(origin.queries()).isEqualTo(2);
        node.freshness = Freshness.hardTtl();
        origin.answer("second");
        step();
        assertThat(HeldOrigin.text(answered(get()))).isEqualTo("second");
    }

    @Test
    void brokenStore_leadsToOneLoadForAllCallers() {
        store.down = true;
        UniAssertSubscriber<Answer> one = get();
        UniAssertSubscriber<Answer> other = get();
        step();

        assertThat(origin.queries()).isEqualTo(2);
        origin.answer("loaded");
        assertThat(HeldOrigin.text(answered(one))).isEqualTo("loaded");
        answered(other);
        assertThat(node.events.count(Event.STORE_READ_FAILED)).isEqualTo(2);
    }

    private UniAssertSubscriber<Answer> get() {
        return node.get(KEY);
    }

    private Answer answered(UniAssertSubscriber<Answer> caller) {
        step();
        return caller.assertCompleted().getItem();
    }

    private void step() {
        time.advance(Duration.ofMillis(10));
    }
}
