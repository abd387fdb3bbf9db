package dev.corral.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.cache.Times;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.invalidation.PendingInvalidations.Outcome;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.testing.LatentStore;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheTest {

    private static final Codec<Integer> NUMBERS = new Codec<>() {
        @Override
        public byte[] encode(Integer value) {
            return Codec.strings().encode(String.valueOf(value));
        }

        @Override
        public Integer decode(byte[] bytes) {
            return Integer.valueOf(Codec.strings().decode(bytes));
        }
    };
    private static final Duration HOP = Duration.ofMillis(1);

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore memory = new MemoryStore(time, () -> 0.5);
    private final LatentStore store = new LatentStore(memory, time, () -> HOP);
    private final Environment environment = new Environment(time, time, () -> 0.5, EventLoops.INLINE);
    private final Recorder events = new Recorder();
    private final Corral corral = Corral.over(store, environment)
            .changes(NearStore::allChanged)
            .report(cache -> events, cache -> Probe.NONE)
            .open();
    private final Map<String, Integer> rows = new LinkedHashMap<>(Map.of("1", 10, "2", 20));
    private final List<String> loads = new ArrayList<>();
    private final List<Set<String>> batches = new ArrayList<>();
    private final Cache<Integer> cache = corral.cache("numbers", NUMBERS).load(this::load);

    @AfterEach
    void nothingIsLeftOver() {
        corral.close();
        assertThat(time.pending()).as("timers").isZero();
    }

    @Test
    void value_isLoadedOnceAndThenRead() {
        assertThat(item(cache.get("1"))).contains(10);
        rows.put("1", 11);
        assertThat(item(cache.get("1"))).contains(10);
        assertThat(loads).containsExactly("1");
        assertThat(item(cache.entry("1"))).isPresent();
    }

    @Test
    void absentValue_isEmptyAndStoredWhereTheCacheStoresAbsence() {
        Cache<Integer> negative = corral.cache("negative", NUMBERS)
                .negativeTtl(Duration.ofSeconds(9))
                .load(this::load);
        assertThat(item(cache.get("none"))).isEmpty();
        assertThat(item(cache.get("none"))).isEmpty();
        assertThat(item(negative.get("none"))).isEmpty();
        assertThat(item(negative.get("none"))).isEmpty();

        assertThat(loads).containsExactly("none", "none", "none");
    }

    @Test
    void invalidatedValue_isLoadedAgain() {
        item(cache.get("1"));
        rows.put("1", 11);

        assertThat(item(cache.invalidate("1"))).isEqualTo(Outcome.DONE);

        assertThat(item(cache.get("1"))).contains(11);
    }

    @Test
    void nearValue_isGoneAfterAWriteOfTheProgram() {
        Cache<Integer> near = corral.cache("near", NUMBERS).near().load(this::load);
        item(near.get("1"));
        int reads = store.gets;
        item(near.get("1"));
        assertThat(store.gets).as("read in this process").isEqualTo(reads);

        assertThat(item(near.write("1", Uni.createFrom().item(() -> rows.put("1", 11)))))
                .isEqualTo(10);

        assertThat(item(near.get("1"))).contains(11);
    }

    @Test
    void failure_isTheFunctionsOwn() {
        Cache<Integer> failing = corral.cache("failing", NUMBERS)
                .load(id -> Uni.createFrom().failure(new IllegalStateException("no database")));
        Cache<Integer> throwing = corral.cache("throwing", NUMBERS).load(id -> {
            throw new IllegalStateException("broken");
        });

        assertThat(run(failing.get("1")).assertFailed().getFailure()).hasMessage("no database");
        assertThat(run(throwing.get("1")).assertFailed().getFailure()).hasMessage("broken");
    }

    @Test
    void storeThatCannotBeReached_isNoFailure() {
        store.down = true;

        assertThat(item(cache.get("1"))).contains(10);
        assertThat(item(cache.invalidate("1"))).isEqualTo(Outcome.PENDING);
        store.down = false;
        time.advance(Duration.ofSeconds(5));
        assertThat(events.count(Event.INVALIDATION_RECOVERED)).isEqualTo(1);
    }

    @Test
    void storedValueThatTheCodecCannotRead_isLoadedOnce() {
        Key key = new Key("numbers", "1");
        Entry foreign = new Entry(
                new Content.Value(Codec.strings().encode("ten"), "text/plain", 0),
                0,
                time.micros(),
                Limits.hard(Duration.ofMinutes(9)),
                HOP);
        memory.put(key, foreign).await().indefinitely();

        UniAssertSubscriber<Optional<Integer>> first = run(cache.get("1"));
        assertThat(first.assertCompleted().getItem()).contains(10);
        assertThat(item(cache.get("1"))).contains(10);
        assertThat(loads).containsExactly("1");
        assertThat(events.count(Event.UNKNOWN_FORMAT)).isEqualTo(1);
    }

    @Test
    void getAll_hasWhatIsThereInItsOrder() {
        item(cache.get("2"));
        int reads = store.gets;

        Map<String, Integer> all = item(cache.getAll(List.of("none", "2", "1", "2")));

        assertThat(all).containsExactly(Map.entry("2", 20), Map.entry("1", 10));
        assertThat(store.gets - reads).as("one read an id").isEqualTo(3);
        assertThat(item(cache.getAll(List.of()))).isEmpty();
    }

    @Test
    void loadAll_isCalledOnceForAllThatAreMissing() {
        Cache<Integer> batched = corral.cache("batched", NUMBERS).loadAll(this::loadAll);
        item(batched.get("1"));

        Map<String, Integer> all = item(batched.getAll(List.of("1", "2", "3")));

        assertThat(all).containsExactly(Map.entry("1", 10), Map.entry("2", 20));
        assertThat(batches).containsExactly(Set.of("1"), Set.of("2", "3"));
    }

    /**
     * Single-flight and the lock work per key: an id that another process loads is waited for, and is not in the batch.
     */
    @Test
    void loadAll_leavesOutWhatAnotherProcessLoads() {
        List<UniEmitter<? super Optional<Integer>>> held = new ArrayList<>();
        Corral other = Corral.over(new LatentStore(memory, time, () -> HOP), environment)
                .open();
        Cache<Integer> slow =
                other.cache("batched", NUMBERS).load(id -> Uni.createFrom().emitter(held::add));
        UniAssertSubscriber<Optional<Integer>> elsewhere = run(slow.get("2"));
        Cache<Integer> batched = corral.cache("batched", NUMBERS).loadAll(this::loadAll);

        UniAssertSubscriber<Map<String, Integer>> all = run(batched.getAll(List.of("1", "2")));
        all.assertNotTerminated();
        held.getFirst().complete(Optional.of(22));
        settle();

        assertThat(all.assertCompleted().getItem()).containsExactly(Map.entry("1", 10), Map.entry("2", 22));
        assertThat(elsewhere.assertCompleted().getItem()).contains(22);
        assertThat(batches).containsExactly(Set.of("1"));
    }

    @Test
    void oneNameTwice_andContradictorySettingsAreRefused() {
        assertThatThrownBy(() -> corral.cache("numbers", NUMBERS).load(this::load))
                .hasMessage("a cache with the name numbers is already open: choose another name");
        assertThatThrownBy(() -> corral.cache("times", NUMBERS)
                        .settings(settings -> settings.times(new Times(
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                Duration.ofMillis(500),
                                settings.times().lock())))
                        .load(this::load))
                .hasMessageContaining("must be less than corral.lock.renewal-cap (10s)");
    }

    @Test
    void limitWithoutALoad_isRefusedWithOneSentence() {
        assertThatThrownBy(() -> Corral.over(store, environment).limit(0, 64).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the limits of loads are 0 in progress and 64 that wait; they must be at least 1 and 0");
    }

    @Test
    void longQueueAtTheGate_lengthensTheTimesOfTheLock() {
        Corral queued = Corral.over(new MemoryStore(time, () -> 0.5), environment)
                .limit(16, 64)
                .open();

        Cache<Integer> cache = queued.cache("queued", NUMBERS).load(this::load);

        Times times = cache.settings().times();
        assertThat(times.lock().renewalCap()).isGreaterThan(times.load().multipliedBy(5));
        assertThat(times.deadline()).isGreaterThan(times.lock().waitBudget());
    }

    @Test
    void cancelledCaller_leavesTheLoadToTheOthers() {
        List<UniEmitter<? super Optional<Integer>>> held = new ArrayList<>();
        Cache<Integer> slow =
                corral.cache("slow", NUMBERS).load(id -> Uni.createFrom().emitter(held::add));
        UniAssertSubscriber<Optional<Integer>> first = run(slow.get("1"));
        UniAssertSubscriber<Optional<Integer>> second = run(slow.get("1"));

        first.cancel();
        held.getFirst().complete(Optional.of(7));
        settle();

        assertThat(second.assertCompleted().getItem()).contains(7);
        assertThat(held).hasSize(1);
    }

    private Uni<Optional<Integer>> load(String id) {
        loads.add(id);
        return Uni.createFrom().item(Optional.ofNullable(rows.get(id)));
    }

    private Uni<Map<String, Integer>> loadAll(Set<String> ids) {
        batches.add(ids);
        return Uni.createFrom()
                .item(ids.stream().filter(rows::containsKey).collect(Collectors.toMap(id -> id, rows::get)));
    }

    private <T> UniAssertSubscriber<T> run(Uni<T> uni) {
        UniAssertSubscriber<T> caller = uni.subscribe().withSubscriber(UniAssertSubscriber.create());
        settle();
        return caller;
    }

    private <T> T item(Uni<T> uni) {
        return run(uni).assertCompleted().getItem();
    }

    private void settle() {
        time.advance(HOP.multipliedBy(20));
    }
}
