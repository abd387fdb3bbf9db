package dev.corral.guard.near;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Kept;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Request;
import dev.corral.guard.policy.Absence;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * near -> lookup: which of the two answers, which one makes the XFetch draw, and which entries are stored. Pushes
 * report changes.
 */
class NearCacheTest {

    private static final Key KEY = new Key("c", "k");

    private final VirtualTime time = new VirtualTime();
    private final HeldOrigin origin = new HeldOrigin();
    private final LatentStore store =
            new LatentStore(new MemoryStore(time, () -> 0.5), time, () -> Duration.ofMillis(1));
    private final Node node = new Node(
            store, origin, Node.virtual(time, 1), "deadline", "near", "lookup", "single-flight", "lock", "fill");

    @BeforeEach
    void changes_are_told() {
        store.tell(node.nearStore, KEY);
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
    void entryReadFromTheStore_isAnsweredFromNearEverAfter() {
        shelve("v");
        int gets = store.gets;

        Answer answer = answered(get());
        get();

        assertThat(HeldOrigin.text(answer)).isEqualTo("v");
        assertThat(answer.source()).isEqualTo(Source.NEAR);
        assertThat(answer.stale()).isFalse();
        assertThat(store.gets).isEqualTo(gets);
        assertThat(node.tally.left("near", Outcome.NEAR)).isEqualTo(2);
    }

    @Test
    void earlyEntry_isServedAtOnceAndReloadedWithoutAGet() {
        shelve("v");
        int gets = store.gets;
        AtomicInteger draws = new AtomicInteger();
        node.freshness = (entry, now) -> {
            draws.incrementAndGet();
            return Judgement.EARLY;
        };

        Answer answer = answered(get());

        assertThat(answer.source()).isEqualTo(Source.NEAR);
        assertThat(answer.stale()).isFalse();
        assertThat(draws).as("one draw a read").hasValue(1);
        assertThat(store.gets).isEqualTo(gets);
        assertThat(node.events.count(Event.EARLY_REFRESH)).isEqualTo(1);
        assertThat(node.tally.entered("lookup", Purpose.EARLY_REFRESH)).isEqualTo(1);
        assertThat(origin.inProgress()).isEqualTo(1);
        node.freshness = Freshness.hardTtl();
        origin.answer("w");
        step();
        assertThat(HeldOrigin.text(answered(get()))).isEqualTo("w");
    }

    @Test
    void entryThatNearDoesNotHave_isDrawnForByLookupOnce() {
        shelve("v");
        node.nearStore.changed(KEY);
        AtomicInteger draws = new AtomicInteger();
        node.freshness = (entry, now) -> {
            draws.incrementAndGet();
            return Judgement.FRESH;
        };

        assertThat(answered(get()).source()).isEqualTo(Source.STORE);

        assertThat(draws).hasValue(1);
    }

    @Test
    void staleEntry_isServedStaleWhileOneRefreshRuns() {
        shelve("v");
        time.advance(Node.TTL);
        int gets = store.gets;

        Answer answer = answered(get());
        answered(get());

        assertThat(answer.source()).isEqualTo(Source.NEAR);
        assertThat(answer.stale()).isTrue();
        assertThat(node.tally.left("near", Outcome.STALE)).isEqualTo(2);
        assertThat(node.tally.entered("lookup", Purpose.REFRESH)).isEqualTo(2);
        assertThat(node.events.count(Event.REFRESH_SKIPPED)).isEqualTo(1);
        assertThat(store.gets).isEqualTo(gets);
        origin.answer("w");
        step();
    }

    @Test
    void refreshedEntry_entersWhereNoPushTakesItAway() {
        store.pushLost = true;
        shelve("v");
        time.advance(Node.TTL);
        answered(get());
        origin.answer("w");
        step();
        int gets = store.gets;

        Answer answer = answered(get());

        assertThat(HeldOrigin.text(answer)).isEqualTo("w");
        assertThat(answer.source()).isEqualTo(Source.NEAR);
        assertThat(store.gets).isEqualTo(gets);
    }

    @Test
    void loadedEntry_entersWhereNoPushTakesItAway() {
        store.pushLost = true;
        UniAssertSubscriber<Answer> caller = get();
        step();
        origin.answer("v");

        assertThat(answered(caller).kept()).isEqualTo(Kept.STORED);
        assertThat(answered(get()).source()).isEqualTo(Source.NEAR);
    }

    @Test
    void ownPublish_isToldLikeAnyOtherAndCostsOneGet() {
        load("v");
        int gets = store.gets;

        assertThat(answered(get()).source()).isEqualTo(Source.STORE);
        assertThat(answered(get()).source()).isEqualTo(Source.NEAR);

        assertThat(store.gets - gets).isEqualTo(1);
    }

    @Test
    void staleEntryOfTheStore_doesNotEnter() {
        load("v");
        time.advance(Node.TTL);

        assertThat(answered(get()).stale()).isTrue();

        assertThat(node.nearStore.entries()).isZero();
        origin.answer("w");
        step();
    }

    @Test
    void expiredEntry_isWaitedFor() {
        shelve("v");
        node.freshness = Freshness.hardTtl();
        time.advance(Node.TTL);

        UniAssertSubscriber<Answer> caller = get();
        step();

        caller.assertNotTerminated();
        origin.answer("w");
        assertThat(HeldOrigin.text(answered(caller))).isEqualTo("w");
    }

    @Test
    void expiredEntry_standsInWhereNeitherStoreNorOriginAnswers() {
        node.expiry = Expiry.fixed(Node.TTL, new Staleness(Duration.ZERO, Duration.ofMinutes(1)));
        shelve("v");
        time.advance(Node.TTL);
        store.down = true;

        UniAssertSubscriber<Answer> caller = get();
        step();
        origin.fail(new LoadFailure.OriginFailed("500", null));

        Answer answer = answered(caller);
        assertThat(HeldOrigin.text(answer)).isEqualTo("v");
        assertThat(answer.stale()).isTrue();
        assertThat(node.events.count(Event.STALE_IF_ERROR)).isEqualTo(1);
    }

    @Test
    void absence_entersAsRowsDo() {
        node.absence = Absence.storedFor(Node.TTL, 0, () -> 0.5);
        get();
        step();
        origin.answer(Content.ABSENT);
        step();
        answered(get());

        Answer answer = answered(get());

        assertThat(answer.content()).isEqualTo(Content.ABSENT);
        assertThat(answer.source()).isEqualTo(Source.NEAR);
    }

    @Test
    void passedAnswer_neverEnters() {
        get();
        step();
        origin.answer(new Content.Passed(301, Map.of(), new byte[0], false));
        step();

        assertThat(node.nearStore.entries()).isZero();
    }

    @Test
    void refusedPublish_doesNotEnter() {
        UniAssertSubscriber<Answer> caller = get();
        step();
        store.invalidate(KEY).subscribe().with(done -> {});
        step();
        origin.answer("old");

        assertThat(answered(caller).kept()).isEqualTo(Kept.REFUSED);
        assertThat(node.nearStore.entries()).isZero();
    }

    @Test
    void requestThatIsARefresh_passesThrough() {
        shelve("v");
        Entry seen = answered(get()).entry().orElseThrow();

        UniAssertSubscriber<Answer> refresh = node.get(Request.of(KEY).refreshing(seen, Purpose.EARLY_REFRESH));
        step();

        assertThat(origin.inProgress()).isEqualTo(1);
        origin.answer("w");
        assertThat(HeldOrigin.text(answered(refresh))).isEqualTo("w");
    }

    /** Stores an entry. The push of the load's own write removes it; the next read stores it again. */
    private void shelve(String text) {
        load(text);
        answered(get());
        assertThat(node.nearStore.entries()).isEqualTo(1);
    }

    private void load(String text) {
        get();
        step();
        origin.answer(text);
        step();
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
