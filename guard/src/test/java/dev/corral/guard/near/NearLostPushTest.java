package dev.corral.guard.near;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Kept;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.LatentStore;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.TimedOrigin;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * near x lost push x dead store: an entry whose changes are not reported is not trusted, but is served if there is
 * nothing better.
 */
class NearLostPushTest {

    private static final Key KEY = new Key("c", "k");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String[] LAYERS = {"deadline", "near", "lookup", "single-flight", "lock", "fill"};
    private static final String[] WITHOUT_NEAR = {"deadline", "lookup", "single-flight", "lock", "fill"};

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore memory = new MemoryStore(time, () -> 0.5);
    private final LatentStore store = new LatentStore(memory, time, () -> Duration.ofMillis(1));
    private final HeldOrigin origin = new HeldOrigin();
    private final Node node = new Node(store, origin, Node.virtual(time, 1), LAYERS);

    @BeforeEach
    void entry_lies_in_near() {
        node.nearStore.allChanged();
        put("v");
        answered(get());
        assertThat(node.nearStore.entries()).isEqualTo(1);
    }

    @AfterEach
    void nothing_is_left_over() {
        time.advance(Duration.ofSeconds(20));
        node.tally.assertBalanced();
        assertThat(node.flights.size()).isZero();
        assertThat(time.pending()).as("timers").isZero();
    }

    @Test
    void untrustedEntry_givesWayToWhatTheStoreHas() {
        node.nearStore.lost();
        put("w");

        Answer answer = answered(get());

        assertThat(HeldOrigin.text(answer)).isEqualTo("w");
        assertThat(answer.source()).isEqualTo(Source.STORE);
        assertThat(answer.stale()).isFalse();
    }

    @Test
    void untrustedEntry_givesWayToALoadWhereTheStoreHasNothing() {
        node.nearStore.lost();
        memory.invalidate(KEY).subscribe().with(done -> {});
        UniAssertSubscriber<Answer> caller = get();
        step();

        origin.fail(new IllegalStateException("origin is down too"));
        step();

        caller.assertFailedWith(IllegalStateException.class);
    }

    @Test
    void whilePushIsLost_nothingReadFromTheStoreEnters() {
        node.nearStore.lost();
        put("w");
        answered(get());

        assertThat(answered(get()).source()).isEqualTo(Source.STORE);
    }

    @Test
    void readBegunBeforeTheLoss_doesNotEnter() {
        node.nearStore.changed(KEY);
        UniAssertSubscriber<Answer> early = get();
        node.nearStore.lost();

        answered(early);

        assertThat(node.nearStore.entries()).isZero();
    }

    @Test
    void readBegunBeforeTheReturn_doesNotEnter() {
        node.nearStore.lost();
        UniAssertSubscriber<Answer> early = get();
        node.nearStore.allChanged();

        answered(early);

        assertThat(node.nearStore.entries()).isZero();
    }

    @Test
    void untrustedEntry_isServedStaleWhereTheStoreCannotBeRead() {
        loseEverything();

        Answer answer = answered(get());

        assertThat(HeldOrigin.text(answer)).isEqualTo("v");
        assertThat(answer.stale()).isTrue();
        assertThat(answer.source()).as("by lookup, which asked the store").isEqualTo(Source.STORE);
        assertThat(origin.inProgress()).as("its refresh").isEqualTo(1);
        origin.answer("w");
        step();
    }

    @Test
    void untrustedEntry_onceReliedOnIsServedForASecondWithoutAsking() {
        loseEverything();
        answered(get());
        origin.answer("w");
        step();
        int gets = store.gets;

        Answer meanwhile = answered(get());
        assertThat(meanwhile.source()).isEqualTo(Source.NEAR);
        assertThat(meanwhile.stale()).isTrue();
        assertThat(store.gets).isEqualTo(gets);

        time.advance(SECOND);
        put("x");
        store.down = false;
        assertThat(HeldOrigin.text(answered(get()))).isEqualTo("x");
    }

    @Test
    void everythingUntrusted_isGoneOncePushesAreBack() {
        loseEverything();
        answered(get());
        node.nearStore.allChanged();
        origin.answer("w");
        step();

        UniAssertSubscriber<Answer> caller = get();
        step();

        caller.assertNotTerminated();
        origin.answer("x");
        assertThat(HeldOrigin.text(answered(caller))).isEqualTo("x");
    }

    @Test
    void unstoredAnswer_isServedStaleForASecondThenLoadedAnew() {
        loseEverything();
        node.nearStore.changed(KEY);
        load("w");

        Answer meanwhile = answered(get());
        assertThat(HeldOrigin.text(meanwhile)).isEqualTo("w");
        assertThat(meanwhile.source()).isEqualTo(Source.NEAR);
        assertThat(meanwhile.stale()).isTrue();
        assertThat(origin.queries()).isEqualTo(1);

        time.advance(SECOND);
        load("x");
        assertThat(origin.queries()).isEqualTo(2);
    }

    @Test
    void unstoredAnswer_ofAStoreThatFailsWhilePushesAreLiveIsServedStaleToo() {
        store.down = true;
        node.nearStore.changed(KEY);
        assertThat(load("w").kept()).isEqualTo(Kept.FAILED);

        Answer meanwhile = answered(get());

        assertThat(HeldOrigin.text(meanwhile)).isEqualTo("w");
        assertThat(meanwhile.stale()).isTrue();
        node.nearStore.changed(KEY);
        assertThat(node.nearStore.entries()).isZero();
    }

    @Test
    void unstoredAnswer_outlivesNeitherItsTtlNorTheReturnOfPushes() {
        node.expiry = Expiry.fixed(Duration.ofMillis(300), Staleness.NONE);
        loseEverything();
        node.nearStore.changed(KEY);
        load("w");
        time.advance(Duration.ofMillis(300));

        load("x");
        assertThat(origin.queries()).isEqualTo(2);
        assertThat(node.nearStore.entries()).isEqualTo(1);
        node.nearStore.allChanged();
        assertThat(node.nearStore.entries()).isZero();
    }

    @Test
    void unstoredRefresh_leavesAnEntryThatIsOfUseForLonger() {
        store.down = true;
        time.advance(Node.TTL);
        answered(get());
        origin.answer("w");
        step();

        Answer answer = answered(get());

        assertThat(HeldOrigin.text(answer)).isEqualTo("v");
        assertThat(answer.stale()).isTrue();
        origin.answer("x");
        step();
    }

    @Test
    void hotKeyWithoutStore_isLoadedOnceASecond() {
        assertThat(queriesInTenSecondsWithoutStore(fresh -> {}, LAYERS)).isBetween(8, 12);
    }

    /** The control: without the near cache, each load is followed by another one. */
    @Test
    void hotKeyWithoutStoreAndWithoutNear_isLoadedAllTheTime() {
        assertThat(queriesInTenSecondsWithoutStore(fresh -> {}, WITHOUT_NEAR)).isGreaterThan(90);
    }

    @Test
    void hotKeyWithAnUntrustedEntry_isRefreshedOnceASecond() {
        assertThat(queriesInTenSecondsWithoutStore(
                        reader -> {
                            reader.nearStore.allChanged();
                            reader.get(KEY);
                            step();
                            assertThat(reader.nearStore.entries()).isEqualTo(1);
                            reader.nearStore.lost();
                        },
                        LAYERS))
                .isBetween(8, 12);
    }

    private int queriesInTenSecondsWithoutStore(Consumer<Node> before, String... layers) {
        LatentStore dead = new LatentStore(memory, time, () -> Duration.ofMillis(1));
        TimedOrigin timed = new TimedOrigin(time, () -> Duration.ofMillis(50), key -> HeldOrigin.row("v"));
        Node reader = new Node(dead, timed, Node.virtual(time, 2), layers);
        before.accept(reader);
        dead.down = true;
        for (int each = 0; each < 1_000; each++) {
            time.schedule(() -> reader.get(KEY), each * 10L, TimeUnit.MILLISECONDS);
        }
        time.advance(Duration.ofSeconds(11));
        reader.tally.assertBalanced();
        return timed.queries();
    }

    private void loseEverything() {
        node.nearStore.lost();
        store.down = true;
    }

    private void put(String text) {
        Limits limits = new Limits(Node.TTL, Node.TTL.plus(Node.STALE_FOR), Node.TTL.plus(Node.STALE_FOR));
        Entry entry = new Entry(HeldOrigin.row(text), 0, time.micros(), limits, Duration.ofMillis(5));
        memory.put(KEY, entry).subscribe().with(done -> {});
    }

    private Answer load(String text) {
        UniAssertSubscriber<Answer> caller = get();
        step();
        origin.answer(text);
        return answered(caller);
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
