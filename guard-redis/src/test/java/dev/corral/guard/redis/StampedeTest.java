package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.GuardedCache;
import dev.corral.guard.cache.Lifetimes;
import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.flight.Flights;
import dev.corral.guard.flight.SingleFlight;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.testing.Caches;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.Tally;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Five thousand callers of three nodes on one real Redis, which all miss before the origin returns its first answer.
 */
class StampedeTest {

    private static final int CALLERS = 5_000;
    private static final int KEYS = 1_000;

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private final HeldOrigin origin = new HeldOrigin();
    private final List<ConnectedStore> stores = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    /** One node's chain over its own connections. */
    private record Node(Loader chain, Tally tally, Recorder events) {}

    @BeforeEach
    void start() {
        for (int each = 0; each < 3; each++) {
            RedisStoreSettings settings =
                    RedisStoreSettings.of("corral", "node-" + each).withStoreTimeout(Duration.ofSeconds(5));
            ConnectedStore connected = new ConnectedStore(REDIS.options(), settings).live();
            stores.add(connected);
            nodes.add(node(connected.store, origin));
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.tally.assertBalanced());
        stores.forEach(ConnectedStore::close);
    }

    @Test
    void oneKey_missedByAllCostsOneQuery() {
        List<UniAssertSubscriber<Answer>> callers = call(each -> new Key("stampede", "hot"));
        allWait();
        Eventually.holds("the holder's query", () -> origin.queries() == 1);
        Eventually.holds("the other nodes found the lock busy", () -> count(Event.LOCK_WAITED) == 2);

        origin.answer("v");

        allAnswered(callers);
        assertThat(origin.queries()).isEqualTo(1);
    }

    @Test
    void thousandKeys_missedByAllCostOneQueryEach() {
        List<UniAssertSubscriber<Answer>> callers = call(each -> new Key("stampede", "key-" + each % KEYS));
        allWait();
        Eventually.holds("a holder for each key", () -> origin.queries() == KEYS);

        origin.answer("v");

        allAnswered(callers);
        assertThat(origin.queries()).isEqualTo(KEYS);
    }

    @Test
    void withoutTheLayers_eachCallerCostsAQuery() {
        List<UniAssertSubscriber<Answer>> callers = IntStream.range(0, CALLERS)
                .mapToObj(each -> origin.load(Request.of(new Key("stampede", "key-" + each % KEYS)))
                        .subscribe()
                        .withSubscriber(UniAssertSubscriber.<Answer>create()))
                .toList();
        assertThat(origin.queries()).isEqualTo(CALLERS);

        origin.answer("v");

        allAnswered(callers);
    }

    @Test
    void withoutTheLock_eachNodeCostsAQuery() {
        List<Loader> bare = stores.stream().map(each -> singleFlight()).toList();
        for (int each = 0; each < CALLERS; each++) {
            bare.get(each % 3)
                    .load(Request.of(new Key("stampede", "unlocked")))
                    .subscribe()
                    .with(ignored -> {});
        }
        assertThat(origin.queries()).isEqualTo(3);
        origin.answer("v");
    }

    private Loader singleFlight() {
        Environment environment = Environment.plain(new RedisClock());
        var bounds = new Flights.Bounds(Duration.ofSeconds(20), KEYS, CALLERS);
        return new SingleFlight(origin, new Flights(environment, Events.NONE), bounds, new RunningLoads());
    }

    private static Node node(RedisStore store, Loader origin) {
        Tally tally = new Tally();
        Recorder events = new Recorder();
        NearStore near = new NearStore(1, store.clock(), cache -> events);
        CacheConfig config = CacheConfig.of("stampede").lifetimes(Lifetimes.of(Duration.ofMinutes(5)));
        GuardedCache cache =
                new Caches(store, Environment.plain(store.clock()), near).open(config, origin, events, tally);
        return new Node(cache::get, tally, events);
    }

    private List<UniAssertSubscriber<Answer>> call(IntFunction<Key> key) {
        return IntStream.range(0, CALLERS)
                .mapToObj(each -> nodes.get(each % 3)
                        .chain
                        .load(Request.of(key.apply(each)))
                        .subscribe()
                        .withSubscriber(UniAssertSubscriber.<Answer>create()))
                .toList();
    }

    /** Waits until every caller has missed and waits for a flight, while the origin still holds its answers. */
    private void allWait() {
        Eventually.holds(
                "all " + CALLERS + " callers wait",
                () -> nodes.stream()
                                .mapToLong(node -> node.tally.entered("single-flight"))
                                .sum()
                        == CALLERS);
    }

    private int count(Event event) {
        return nodes.stream().mapToInt(node -> node.events.count(event)).sum();
    }

    private static void allAnswered(List<UniAssertSubscriber<Answer>> callers) {
        callers.forEach(caller -> caller.awaitItem(Duration.ofSeconds(10)));
        assertThat(callers.stream().map(UniAssertSubscriber::getItem).map(HeldOrigin::text))
                .containsOnly("v");
    }
}
