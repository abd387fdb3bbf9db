package dev.corral.guard.testing;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.CacheContext;
import dev.corral.guard.cache.ChainContext;
import dev.corral.guard.cache.LayerKind;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.LifetimeSource;
import dev.corral.guard.cache.NodeContext;
import dev.corral.guard.cache.Policies;
import dev.corral.guard.cache.ReplacedLoads;
import dev.corral.guard.cache.StoreAccess;
import dev.corral.guard.cache.Times;
import dev.corral.guard.chain.Layer;
import dev.corral.guard.chain.LayerName;
import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.flight.Flights;
import dev.corral.guard.gate.Permits;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.layer.EntryWriter;
import dev.corral.guard.layer.Fill;
import dev.corral.guard.lock.FleetLock;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.policy.Absence;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;

/** One node's chain, made of named layers, for tests that put several nodes over one store. */
public final class Node {

    public static final Duration TTL = Duration.ofSeconds(6);
    public static final Duration STALE_FOR = Duration.ofSeconds(6);
    public static final FleetLock.Times TIMES =
            new FleetLock.Times(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(7));

    public static final Duration DEADLINE = Duration.ofSeconds(8);

    private static final Times WAITS = new Times(DEADLINE, Duration.ofSeconds(3), Duration.ofMillis(500), TIMES);
    private static final CacheConfig.Bounds BOUNDS = new CacheConfig.Bounds(1 << 20, 100_000, 100_000);
    private static final long SHELF_BYTES = 16 << 20;
    private static final int PENDING = 1_000;

    public final Recorder events = new Recorder();
    public final Tally tally = new Tally();
    public final Flights flights;
    public final NearStore nearStore;
    public final Permits permits = new Permits(4, 4);
    private final Environment environment;
    private final Loader chain;

    public Freshness freshness = Freshness.staleWhileRevalidate();
    public Expiry expiry = Expiry.fixed(TTL, Staleness.whileRevalidate(STALE_FOR));
    public Absence absence = Absence.notStored();
    public EntryWriter writer;

    public <S extends SharedStore & FleetLocks> Node(
            S store, Loader origin, Environment environment, String... layers) {
        this(store, store, origin, environment, layers);
    }

    public Node(SharedStore store, FleetLocks locks, Loader origin, Environment environment, String... layers) {
        this.environment = environment;
        this.flights = new Flights(environment, events);
        this.nearStore = new NearStore(SHELF_BYTES, environment.clock(), cache -> events);
        StoreAccess access = new StoreAccess(store, locks);
        NodeContext node = new NodeContext(
                environment,
                access,
                permits,
                nearStore,
                new PendingInvalidations(store, PENDING, environment, cache -> events));
        CacheContext cache =
                new CacheContext("test", node, flights, events, LifetimeSource.SETTINGS, UnaryOperator.identity());
        CacheConfig config =
                CacheConfig.of("test").layers(List.of(layers)).times(WAITS).bounds(BOUNDS);
        this.writer = config.has(LayerName.LOCK) ? EntryWriter.fenced(locks, events) : EntryWriter.plain(store);
        ChainContext chain = new ChainContext(
                cache,
                config,
                access,
                new Policies(
                        (entry, now) -> freshness.judge(entry, now),
                        (key, value) -> expiry.limits(key, value),
                        key -> absence.limits(key)),
                new RunningLoads(),
                ReplacedLoads.NONE);
        Stack stack = new Stack(Arrays.stream(layers)
                .map(name -> new Stack.Named(name, layer(name, chain)))
                .toList());
        this.chain = stack.over(origin, tally, environment.clock());
    }

    public static <T extends ScheduledExecutorService & dev.corral.guard.runtime.Clock> Environment virtual(
            T time, long seed) {
        return new Environment(time, time, new Random(seed)::nextDouble, EventLoops.INLINE);
    }

    public UniAssertSubscriber<Answer> get(Key key) {
        return get(Request.of(key));
    }

    public UniAssertSubscriber<Answer> get(Request request) {
        return load(request).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    public Uni<Answer> load(Request request) {
        return chain.load(request);
    }

    private Layer layer(String name, ChainContext chain) {
        if (name.equals(LayerName.FILL)) {
            return next -> fill(next, chain);
        }
        LayerKind kind = Layers.STANDARD.named(name).orElseThrow();
        return next -> kind.maker().apply(chain.cache()).around(next, chain);
    }

    private Fill fill(Loader next, ChainContext chain) {
        Fill.Retention retention =
                new Fill.Retention(chain.policies().expiry(), chain.policies().absence(), 1 << 20);
        EntryWriter written = (request, answer, entry) -> writer.write(request, answer, entry);
        return new Fill(next, retention, written, environment.clock(), events);
    }
}
