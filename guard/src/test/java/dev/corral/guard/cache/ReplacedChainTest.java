package dev.corral.guard.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Request;
import dev.corral.guard.flight.Flights;
import dev.corral.guard.flight.SingleFlight;
import dev.corral.guard.gate.Permits;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.LatentStore;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.Tally;
import dev.corral.guard.testing.TimedOrigin;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains that are replaced under 1,000 requests a second, in virtual time. */
class ReplacedChainTest {

    private static final Duration TTL = Duration.ofSeconds(2);
    private static final Duration SERVICE = Duration.ofMillis(40);
    private static final Duration BETWEEN_REPLACEMENTS = Duration.ofMillis(15);
    private static final int SECONDS = 12;
    private static final int REQUESTS_A_MILLISECOND = 1;
    private static final Key KEY = new Key("c", "hot");

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore store = new MemoryStore(time, () -> 0.5);
    private final TimedOrigin origin = new TimedOrigin(time, () -> SERVICE, key -> HeldOrigin.row("v"));
    private final Random random = new Random(7);
    private final Tally tally = new Tally();
    private final List<Throwable> failures = new ArrayList<>();
    private int answers;

    @ParameterizedTest
    @CsvSource({"1, single-flight", "3, lock"})
    void replacedChains_failNoRequestAndSendOneQueryABoundary(int nodes, String mitigation) {
        run(Layers.STANDARD, nodes, mitigation);

        assertThat(failures).isEmpty();
        assertThat(answers).isEqualTo(SECONDS * 1_000 * REQUESTS_A_MILLISECOND);
        assertThat(origin.boundaries(KEY, TTL))
                .hasSizeGreaterThan(SECONDS / 3)
                .allSatisfy(queries -> assertThat(queries).isEqualTo(1));
    }

    /** The control: if flights belong to a chain, the chain that replaces it does not find them. */
    @ParameterizedTest
    @CsvSource({"1, single-flight"})
    void flightsInsideTheChain_sendMoreQueries(int nodes, String mitigation) {
        LayerKind known = Layers.STANDARD.named(LayerName.SINGLE_FLIGHT).orElseThrow();
        LayerKind inside = new LayerKind(
                known.name(),
                known.part(),
                known.shares(),
                cache -> (next, chain) -> new SingleFlight(
                        next,
                        new Flights(chain.environment(), Events.NONE),
                        new Flights.Bounds(Duration.ofSeconds(10), 100, 10_000),
                        chain.running()),
                known.numbers());

        run(Layers.STANDARD.replacing(inside), nodes, mitigation);

        int boundaries = origin.boundaries(KEY, TTL).size();
        assertThat(origin.queries()).isGreaterThanOrEqualTo(2 * boundaries);
    }

    private void run(Layers layers, int nodes, String mitigation) {
        List<CacheConfig> configs = configs(mitigation);
        List<GuardedCache> caches = IntStream.range(0, nodes)
                .mapToObj(each -> GuardedCache.over(origin, node(each))
                        .layers(layers)
                        .report(Events.NONE, tally)
                        .open(configs.getFirst()))
                .toList();
        long millis = SECONDS * 1_000L;
        for (long milli = 0; milli < millis; milli++) {
            if (milli % BETWEEN_REPLACEMENTS.toMillis() == 0) {
                caches.get(random.nextInt(nodes)).replaceChain(configs.get(random.nextInt(configs.size())));
            }
            for (int each = 0; each < REQUESTS_A_MILLISECOND; each++) {
                caches.get(random.nextInt(nodes))
                        .get(Request.of(KEY))
                        .subscribe()
                        .with(answer -> answers++, failures::add);
            }
            time.advance(Duration.ofMillis(1));
        }
        time.advance(Duration.ofSeconds(1));
        caches.forEach(cache -> assertThat(cache.isBusy()).isFalse());
        tally.assertBalanced();
    }

    /**
     * Settings that differ in everything except the layers that limit loads to one query: policies, near cache, gate.
     */
    private static List<CacheConfig> configs(String mitigation) {
        CacheConfig config = CacheConfig.of("c").lifetimes(Lifetimes.of(TTL));
        CacheConfig bare = mitigation.equals("lock") ? config : Mitigation.LOCK.without(config);
        List<String> near = new ArrayList<>(bare.layers());
        near.add(1, LayerName.NEAR);
        return List.of(
                bare,
                Mitigation.GATE.without(bare),
                bare.layers(near),
                bare.lifetimes(Lifetimes.of(TTL).staleIfError(Duration.ofSeconds(1))),
                bare.lifetimes(Lifetimes.of(TTL).staleWhileRevalidate(Duration.ofSeconds(1))));
    }

    private NodeContext node(int number) {
        Environment environment = Node.virtual(time, number);
        LatentStore own = new LatentStore(store, time, () -> Duration.ofNanos(1 + random.nextInt(900_000)));
        NearStore near = new NearStore(1 << 20, time, cache -> Events.NONE);
        near.allChanged();
        own.tell(near, KEY);
        return new NodeContext(
                environment,
                StoreAccess.of(own),
                new Permits(64, 64),
                near,
                new PendingInvalidations(own, 100, environment, cache -> Events.NONE));
    }
}
