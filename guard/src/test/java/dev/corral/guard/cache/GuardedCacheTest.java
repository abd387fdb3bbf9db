package dev.corral.guard.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.core.LoadFailure.WriteRefused;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Request;
import dev.corral.guard.gate.Permits;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.invalidation.PendingInvalidations.Outcome;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.LatentStore;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.Tally;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedCacheTest {

    private static final Key ONE = new Key("c", "1");
    private static final Key OTHER = new Key("c", "2");
    private static final Key THIRD = new Key("c", "3");
    private static final Duration HOP = Duration.ofMillis(1);
    private static final CacheConfig BARE =
            CacheConfig.of("c").layers(List.of(LayerName.DEADLINE, LayerName.TIMEOUT));

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore memory = new MemoryStore(time, () -> 0.5);
    private final LatentStore store = new LatentStore(memory, time, () -> HOP);
    private final Environment environment = Node.virtual(time, 1);
    private final Recorder events = new Recorder();
    private final Tally tally = new Tally();
    private final Map<Key, UniEmitter<? super Answer>> held = new HashMap<>();
    private final CacheConfig locked = CacheConfig.of("c");
    private final CacheConfig plain = Mitigation.LOCK.without(locked);

    @AfterEach
    void nothingIsLeftOver() {
        tally.assertBalanced();
    }

    @Test
    void lockThatIsAdded_isNotWrittenUnderBeforeTheLoadsWithoutItAreOver() {
        GuardedCache cache = open(plain);
        UniAssertSubscriber<Answer> old = get(cache, ONE);
        cache.replaceChain(locked);
        UniAssertSubscriber<Answer> young = get(cache, OTHER);

        answer(OTHER);
        assertThat(stored(OTHER)).isFalse();
        young.assertNotTerminated();

        answer(ONE);
        settle();
        old.assertCompleted();
        young.assertCompleted();
        assertThat(stored(ONE)).isTrue();
        assertThat(stored(OTHER)).isTrue();
        assertThat(cache.isBusy()).isFalse();
    }

    @Test
    void callerThatCancelsWhileItWaitsForTheOldLoads_leavesTheOthersWaiting() {
        GuardedCache cache = open(plain);
        UniAssertSubscriber<Answer> old = get(cache, ONE);
        cache.replaceChain(locked.layers(locked.layers().stream()
                .filter(layer -> !layer.equals(LayerName.SINGLE_FLIGHT))
                .toList()));
        UniAssertSubscriber<Answer> leaving = get(cache, OTHER);
        answer(OTHER);

        leaving.cancel();
        settle();

        assertThat(cache.isBusy()).isTrue();
        UniAssertSubscriber<Answer> staying = get(cache, THIRD);
        answer(THIRD);
        assertThat(stored(THIRD)).isFalse();
        answer(ONE);
        settle();
        old.assertCompleted();
        staying.assertCompleted();
        assertThat(stored(THIRD)).isTrue();
    }

    /** The control: if both chains write in the same way, the new one writes at once. */
    @Test
    void chainThatWritesAlike_isWrittenUnderAtOnce() {
        GuardedCache cache = open(plain);
        UniAssertSubscriber<Answer> old = get(cache, ONE);
        cache.replaceChain(plain.lifetimes(Lifetimes.of(Duration.ofSeconds(9))));
        UniAssertSubscriber<Answer> young = get(cache, OTHER);

        answer(OTHER);
        young.assertCompleted();
        assertThat(stored(OTHER)).isTrue();

        answer(ONE);
        old.assertCompleted();
    }

    @Test
    void requestThatTheReplacedChainHasRead_isLoadedByTheNewOne() {
        GuardedCache cache = open(plain);
        UniAssertSubscriber<Answer> caller =
                cache.get(Request.of(ONE)).subscribe().withSubscriber(UniAssertSubscriber.create());
        cache.replaceChain(locked);
        settle();

        assertThat(tally.entered(LayerName.LOCK)).isEqualTo(1);
        answer(ONE);
        caller.assertCompleted();
    }

    @Test
    void flightOfTheReplacedChain_isJoined() {
        GuardedCache cache = open(locked);
        UniAssertSubscriber<Answer> first = get(cache, ONE);
        cache.replaceChain(plain);
        UniAssertSubscriber<Answer> second = get(cache, ONE);

        assertThat(held).hasSize(1);
        answer(ONE);
        first.assertCompleted();
        second.assertCompleted();
        assertThat(tally.entered("origin")).isEqualTo(1);
    }

    @Test
    void loadWhoseCallersHaveLeft_keepsTheCacheBusy() {
        GuardedCache cache = open(plain);
        get(cache, ONE).cancel();
        assertThat(cache.isBusy()).isTrue();

        cache.replaceChain(locked);
        assertThat(cache.isBusy()).isTrue();

        answer(ONE);
        assertThat(cache.isBusy()).isFalse();
    }

    @Test
    void abandonedLoad_isOver() {
        GuardedCache cache = open(plain);
        UniAssertSubscriber<Answer> caller = get(cache, ONE);

        cache.abandonLoads();

        caller.assertFailed();
        assertThat(cache.isBusy()).isFalse();
    }

    @Test
    void bypassingRequest_passesOnlyWhatNeitherStoresNorShares() {
        GuardedCache cache = GuardedCache.over(this::load, node())
                .report(events, tally)
                .bypassing(request -> true)
                .open(locked);
        UniAssertSubscriber<Answer> first = get(cache, ONE);
        answer(ONE);
        UniAssertSubscriber<Answer> second = get(cache, ONE);
        answer(ONE);

        first.assertCompleted();
        second.assertCompleted();
        for (String layer : List.of(LayerName.DEADLINE, LayerName.GATE, LayerName.TIMEOUT, "origin")) {
            assertThat(tally.entered(layer)).as(layer).isEqualTo(2);
        }
        for (String layer : List.of(LayerName.LOOKUP, LayerName.SINGLE_FLIGHT, LayerName.LOCK, LayerName.FILL)) {
            assertThat(tally.entered(layer)).as(layer).isZero();
        }
        assertThat(events.count(Event.BYPASSED)).isEqualTo(2);
        assertThat(stored(ONE)).isFalse();
    }

    @Test
    void misses_areTheRequestsThatTheReadPartDoesNotAnswerInAnyChain() {
        GuardedCache cache = open(locked);
        get(cache, ONE);
        answer(ONE);
        get(cache, ONE);
        assertThat(tally.entered(Stack.MISS, Purpose.FOREGROUND)).isEqualTo(1);

        cache.replaceChain(BARE);
        get(cache, ONE);
        answer(ONE);
        assertThat(tally.entered(Stack.MISS, Purpose.FOREGROUND)).isEqualTo(2);
    }

    @Test
    void contradictorySettings_areRefusedAndTheChainStays() {
        GuardedCache cache = open(plain);

        assertThatThrownBy(() -> cache.replaceChain(plain.layers(List.of(LayerName.LOOKUP))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'deadline' is missing");
        assertThatThrownBy(() -> cache.replaceChain(CacheConfig.of("d")))
                .hasMessageContaining("the settings are for cache d; they must be for cache c");
        assertThatThrownBy(() -> cache.replaceChain(plain.times(new Times(
                        Duration.ofSeconds(1), Times.DEFAULT.load(), Times.DEFAULT.store(), Times.DEFAULT.lock()))))
                .hasMessageContaining("corral.lock.wait-budget (9.5s) must be less than corral.deadline (1s)");

        assertThat(cache.config()).isEqualTo(plain);
    }

    @Test
    void write_isFollowedByItsInvalidationAlsoWhereItFails() {
        GuardedCache cache = open(locked);
        UniAssertSubscriber<Answer> reader = get(cache, ONE);
        answer(ONE);
        reader.assertCompleted();
        assertThat(stored(ONE)).isTrue();

        UniAssertSubscriber<Write<String>> written =
                cache.write(ONE, Uni.createFrom().item("w")).subscribe().withSubscriber(UniAssertSubscriber.create());
        settle();
        assertThat(written.assertCompleted().getItem()).isEqualTo(new Write<>("w", Outcome.DONE));
        assertThat(stored(ONE)).isFalse();

        UniAssertSubscriber<Answer> again = get(cache, ONE);
        answer(ONE);
        again.assertCompleted();
        UniAssertSubscriber<Write<Object>> failed = cache.write(
                        ONE, Uni.createFrom().failure(new IllegalStateException("broken")))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        settle();
        failed.assertFailedWith(IllegalStateException.class, "broken");
        assertThat(stored(ONE)).isFalse();
        assertThat(cache.isBusy()).isFalse();
    }

    /** A refused write has changed nothing, so that its key keeps the entry that reads need. */
    @Test
    void writeThatWasRefused_keepsTheEntry() {
        GuardedCache cache = open(locked);
        UniAssertSubscriber<Answer> reader = get(cache, ONE);
        answer(ONE);
        reader.assertCompleted();

        UniAssertSubscriber<Write<Object>> refused = cache.write(
                        ONE, Uni.createFrom().failure(new WriteRefused("too many", Duration.ofSeconds(1))))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        settle();

        refused.assertFailedWith(WriteRefused.class, "too many");
        assertThat(stored(ONE)).isTrue();
        assertThat(cache.isBusy()).isFalse();
    }

    /** The entries are still stored, and other processes read them, or a later chain of this one. */
    @Test
    void invalidation_appliesToTheEntriesOfAReplacedChain() {
        GuardedCache cache = open(locked);
        UniAssertSubscriber<Answer> reader = get(cache, ONE);
        answer(ONE);
        reader.assertCompleted();

        cache.replaceChain(BARE);
        invalidate(cache, ONE);

        assertThat(stored(ONE)).isFalse();
    }

    /** The control: a cache that has never stored an entry sends the store no command. */
    @Test
    void cacheThatHasNeverStored_leavesTheStoreAlone() {
        UniAssertSubscriber<Answer> reader = get(open(locked), ONE);
        answer(ONE);
        reader.assertCompleted();

        invalidate(open(BARE), ONE);

        assertThat(stored(ONE)).isTrue();
    }

    @Test
    void description_isOneLineOutermostFirst() {
        CacheConfig config = plain.lifetimes(
                plain.lifetimes().staleWhileRevalidate(Duration.ofSeconds(6)).staleIfError(Duration.ofSeconds(30)));

        assertThat(open(config).description())
                .hasToString("c: deadline(after 10s) -> lookup(stale-while-revalidate 6s, stale-if-error 30s)"
                        + " -> single-flight(max 10000, callers 20000) -> look-again"
                        + " -> fill(ttl 1m, jitter 0.2, max-value-bytes 1048576)"
                        + " -> gate(loads 4, queue 4) -> timeout(after 3s) -> origin");
    }

    @Test
    void releaseOfALeaseInProgress_keepsTheCacheBusy() {
        GuardedCache cache = open(locked);
        UniAssertSubscriber<Answer> waiting = get(cache, ONE);

        cache.abandonLoads();

        waiting.assertFailed();
        assertThat(memory.leases()).isEqualTo(1);
        assertThat(cache.isBusy()).isTrue();
        settle();
        assertThat(memory.leases()).isZero();
        assertThat(cache.isBusy()).isFalse();
    }

    @Test
    void missesOfOneKey_areObservedByTheirNumberInTheSecond() {
        GuardedCache cache = open(locked);
        List<UniAssertSubscriber<Answer>> callers = List.of(get(cache, ONE), get(cache, ONE), get(cache, OTHER));

        answer(ONE);
        answer(OTHER);
        get(cache, ONE).assertCompleted();

        callers.forEach(UniAssertSubscriber::assertCompleted);
        assertThat(events.values(Quantity.MISSES_OF_A_KEY)).containsExactly(1.0, 2.0, 1.0);
    }

    @Test
    void storedAbsence_isANegativeHitAndAStoredRowIsNone() {
        GuardedCache cache = open(locked.lifetimes(locked.lifetimes().negativeTtl(Optional.of(Duration.ofSeconds(5)))));
        UniAssertSubscriber<Answer> absent = get(cache, ONE);
        UniAssertSubscriber<Answer> present = get(cache, OTHER);
        held.remove(ONE).complete(Answer.loaded(Content.ABSENT));
        answer(OTHER);
        absent.assertCompleted();
        present.assertCompleted();
        assertThat(events.count(Event.NEGATIVE_HIT)).isZero();

        get(cache, ONE).assertCompleted();
        get(cache, OTHER).assertCompleted();

        assertThat(events.count(Event.NEGATIVE_HIT)).isEqualTo(1);
    }

    @Test
    void refusedLoads_serveWhatIsStoredAndReachNoOrigin() {
        CacheConfig lasting =
                locked.lifetimes(Lifetimes.of(Duration.ofSeconds(10)).staleIfError(Duration.ofSeconds(30)));
        GuardedCache cache = open(lasting);
        get(cache, ONE);
        answer(ONE);
        cache.refuseLoads(true);

        assertThat(get(cache, ONE).assertCompleted().getItem().stale()).isFalse();
        get(cache, OTHER).assertFailedWith(Shed.class, "the switch shed of this cache is on");
        time.advance(Duration.ofSeconds(20));
        assertThat(get(cache, ONE).assertCompleted().getItem().stale()).isTrue();
        time.advance(Duration.ofSeconds(30));
        get(cache, ONE).assertFailedWith(Shed.class);
        assertThat(tally.entered("origin")).isEqualTo(1);
        assertThat(events.count(Event.SHED)).isEqualTo(3);

        cache.refuseLoads(false);
        UniAssertSubscriber<Answer> loaded = get(cache, OTHER);
        answer(OTHER);
        loaded.assertCompleted();
        assertThat(tally.entered("origin")).isEqualTo(2);
    }

    private GuardedCache open(CacheConfig config) {
        return GuardedCache.over(this::load, node()).report(events, tally).open(config);
    }

    private NodeContext node() {
        return new NodeContext(
                environment,
                StoreAccess.of(store),
                new Permits(4, 4),
                new NearStore(1 << 20, time, cache -> events),
                new PendingInvalidations(store, 100, environment, cache -> events));
    }

    private Uni<Answer> load(Request request) {
        return Uni.createFrom().emitter(emitter -> held.put(request.key(), emitter));
    }

    private UniAssertSubscriber<Answer> get(GuardedCache cache, Key key) {
        UniAssertSubscriber<Answer> caller =
                cache.get(Request.of(key)).subscribe().withSubscriber(UniAssertSubscriber.create());
        settle();
        return caller;
    }

    private void answer(Key key) {
        held.remove(key).complete(Answer.loaded(HeldOrigin.row("v")));
        settle();
    }

    private void invalidate(GuardedCache cache, Key key) {
        UniAssertSubscriber<Outcome> invalidation =
                cache.invalidate(key).subscribe().withSubscriber(UniAssertSubscriber.create());
        settle();
        assertThat(invalidation.assertCompleted().getItem()).isEqualTo(Outcome.DONE);
    }

    private boolean stored(Key key) {
        return memory.get(key).await().indefinitely() != null;
    }

    private void settle() {
        time.advance(HOP.multipliedBy(10));
    }
}
