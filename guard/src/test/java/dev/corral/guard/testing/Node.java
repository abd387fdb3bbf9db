package dev.corral.guard.testing;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Environment;
import dev.corral.guard.core.EventLoops;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Layer;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.core.Stack;
import dev.corral.guard.layer.Deadline;
import dev.corral.guard.layer.Fill;
import dev.corral.guard.layer.FleetLock;
import dev.corral.guard.layer.Flights;
import dev.corral.guard.layer.Gate;
import dev.corral.guard.layer.LookAgain;
import dev.corral.guard.layer.Lookup;
import dev.corral.guard.layer.NearCache;
import dev.corral.guard.layer.Shelf;
import dev.corral.guard.layer.SingleFlight;
import dev.corral.guard.layer.Turnstile;
import dev.corral.guard.layer.Writer;
import dev.corral.guard.policy.Absence;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;

/** One node's chain, made of named layers, for tests that put several nodes over one store. */
public final class Node {

    public static final Duration TTL = Duration.ofSeconds(6);
    public static final Duration STALE_FOR = Duration.ofSeconds(6);
    public static final FleetLock.Times TIMES =
            new FleetLock.Times(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(7));

    public static final Duration DEADLINE = Duration.ofSeconds(8);

    private static final long SHELF_BYTES = 16 << 20;

    public final Recorder events = new Recorder();
    public final Tally tally = new Tally();
    public final Flights flights;
    public final Shelf shelf;
    public final Turnstile turnstile = new Turnstile(4, 4);
    private final SharedStore store;
    private final FleetLocks locks;
    private final Environment environment;
    private final Loader chain;

    public Freshness freshness = Freshness.staleWhileRevalidate();
    public Expiry expiry = Expiry.fixed(TTL, Staleness.whileRevalidate(STALE_FOR));
    public Absence absence = Absence.forgotten();
    public Writer writer;

    public <S extends SharedStore & FleetLocks> Node(
            S store, Loader origin, Environment environment, String... layers) {
        this(store, store, origin, environment, layers);
    }

    public Node(SharedStore store, FleetLocks locks, Loader origin, Environment environment, String... layers) {
        this.store = store;
        this.locks = locks;
        this.environment = environment;
        this.flights = new Flights(new Flights.Bounds(Duration.ofSeconds(12), 100_000, 100_000), environment, events);
        this.shelf = new Shelf(SHELF_BYTES, environment.clock(), cache -> events);
        boolean locked = Arrays.asList(layers).contains("lock");
        this.writer = locked ? Writer.fenced(locks, events) : Writer.plain(store);
        Stack stack = new Stack(Arrays.stream(layers)
                .map(name -> new Stack.Named(name, layer(name)))
                .toList());
        this.chain = stack.over(origin, tally, environment.clock());
    }

    public static <T extends ScheduledExecutorService & dev.corral.guard.core.Clock> Environment virtual(
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

    private Layer layer(String name) {
        return switch (name) {
            case "deadline" -> next -> new Deadline(next, DEADLINE, environment.clock());
            case "near" ->
                next -> new NearCache(
                        next, (entry, now) -> freshness.judge(entry, now), shelf, environment.clock(), events);
            case "lookup" ->
                next -> new Lookup(
                        next, (entry, now) -> freshness.judge(entry, now), store, environment.clock(), events);
            case "single-flight" -> next -> new SingleFlight(next, flights);
            case "look-again" ->
                next -> new LookAgain(
                        next, (entry, now) -> freshness.judge(entry, now), store, environment.clock(), events);
            case "lock" -> next -> new FleetLock(next, Verdict.ofKey(), TIMES, locks, environment, events);
            case "fill" -> this::fill;
            case "gate" -> next -> new Gate(next, turnstile, environment, events);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Fill fill(Loader next) {
        Fill.Retention retention =
                new Fill.Retention((key, value) -> expiry.limits(key, value), key -> absence.limits(key), 1 << 20);
        Writer written = (request, answer, entry) -> writer.write(request, answer, entry);
        return new Fill(next, retention, written, environment.clock(), events);
    }
}
