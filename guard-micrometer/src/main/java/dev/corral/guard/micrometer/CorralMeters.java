package dev.corral.guard.micrometer;

import dev.corral.guard.Corral;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.probe.Quantity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.ToDoubleBiFunction;

/**
 * The metrics of a program's caches in a Micrometer registry:
 * {@code Corral...report(meters::events, meters::probe)}.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><td>{@code corral.requests}</td><td>requests that left a layer, by cache, layer, purpose and outcome</td></tr>
 * <tr><td>{@code corral.duration}</td><td>time of the requests that waited, by cache and layer, in seconds</td></tr>
 * <tr><td>{@code corral.events}</td><td>events of a cache, by cache and event</td></tr>
 * <tr><td>{@code corral.callers.of.a.flight}, {@code corral.lock.wait.seconds}, {@code corral.rebuild.seconds}</td><td>
 * distributions, by cache</td></tr>
 * <tr><td>{@code corral.misses.of.a.key}</td><td>for each miss, the misses of its key in that second, by cache: the
 * maximum shows a stampede</td></tr>
 * <tr><td>{@code corral.near.entries}, {@code corral.near.bytes}</td><td>entries in the process and their weight, by
 * cache; see {@link #near}</td></tr>
 * </table>
 */
public final class CorralMeters {

    private static final String CACHE = "cache";
    private static final String LAYER = "layer";

    private final MeterRegistry registry;
    private final Map<String, Events> events = new ConcurrentHashMap<>();
    private final Map<String, Probe> probes = new ConcurrentHashMap<>();

    /** Creates the metrics of a registry. Each meter is registered when it is first used. */
    public CorralMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Returns the counters and distributions of a cache's events. */
    public Events events(String cache) {
        return events.computeIfAbsent(cache, RegisteredEvents::new);
    }

    /** Returns the probe of a cache's layers. */
    public Probe probe(String cache) {
        return probes.computeIfAbsent(cache, name -> layer -> new RegisteredMeter(name, layer));
    }

    /**
     * Registers the gauges of the entries that a cache stores in the process. They replace those of another
     * {@link Corral}, which has been closed, with a cache of the same name.
     */
    public void near(Corral corral, String cache) {
        gauge("corral.near.entries", "Entries that the cache stores in the process", cache, corral, Corral::nearEntries);
        gauge(
                "corral.near.bytes",
                "Weight of the entries that the cache stores in the process, in bytes",
                cache,
                corral,
                Corral::nearBytes);
    }

    /** A registry that has a gauge of this name and these tags keeps it, and ignores a second one. */
    private void gauge(
            String name, String help, String cache, Corral corral, ToDoubleBiFunction<Corral, String> reading) {
        registry.find(name).tag(CACHE, cache).gauges().forEach(registry::remove);
        Gauge.builder(name, corral, each -> reading.applyAsDouble(each, cache))
                .description(help)
                .tag(CACHE, cache)
                .register(registry);
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String help(Quantity quantity) {
        return switch (quantity) {
            case CALLERS_OF_A_FLIGHT -> "Callers that joined one shared load before it ended";
            case MISSES_OF_A_KEY -> "For each miss, the misses of its key in that second";
            case LOCK_WAIT_SECONDS -> "Seconds that requests waited for a load of another process";
            case REBUILD_SECONDS -> "Seconds that an answered load took";
        };
    }

    /** Meters that are registered when they are first used. A meter that is registered is found without allocation. */
    private static final class FirstUse<M> {
        private final AtomicReferenceArray<M> meters;
        private final IntFunction<M> register;

        /** @param register registers a meter, or returns the one that is registered */
        FirstUse(int size, IntFunction<M> register) {
            this.meters = new AtomicReferenceArray<>(size);
            this.register = register;
        }

        M get(int at) {
            M known = meters.get(at);
            return known != null ? known : first(at);
        }

        private M first(int at) {
            M registered = register.apply(at);
            meters.set(at, registered);
            return registered;
        }
    }

    private final class RegisteredEvents implements Events {
        private static final Event[] EVENTS = Event.values();
        private static final Quantity[] QUANTITIES = Quantity.values();

        private final String cache;
        private final FirstUse<Counter> counters = new FirstUse<>(EVENTS.length, at -> counter(EVENTS[at]));
        private final FirstUse<DistributionSummary> summaries =
                new FirstUse<>(QUANTITIES.length, at -> summary(QUANTITIES[at]));

        RegisteredEvents(String cache) {
            this.cache = cache;
        }

        @Override
        public void happened(Event event) {
            counters.get(event.ordinal()).increment();
        }

        @Override
        public void observed(Quantity quantity, double value) {
            summaries.get(quantity.ordinal()).record(value);
        }

        private Counter counter(Event event) {
            return Counter.builder("corral.events")
                    .description("Events inside the layers, which no count of requests shows")
                    .tags(CACHE, cache, "event", label(event))
                    .register(registry);
        }

        private DistributionSummary summary(Quantity quantity) {
            return DistributionSummary.builder("corral." + label(quantity).replace('-', '.'))
                    .description(help(quantity))
                    .tag(CACHE, cache)
                    .register(registry);
        }
    }

    private final class RegisteredMeter implements Meter {
        private static final Purpose[] PURPOSES = Purpose.values();
        private static final Outcome[] OUTCOMES = Outcome.values();

        private final String cache;
        private final String layer;
        private final FirstUse<Counter> counters = new FirstUse<>(
                PURPOSES.length * OUTCOMES.length,
                at -> counter(PURPOSES[at / OUTCOMES.length], OUTCOMES[at % OUTCOMES.length]));
        private final Timer timer;

        RegisteredMeter(String cache, String layer) {
            this.cache = cache;
            this.layer = layer;
            this.timer = Timer.builder("corral.duration")
                    .description("Time of the requests that waited, in the layer and the layers inside it")
                    .tags(CACHE, cache, LAYER, layer)
                    .register(registry);
        }

        @Override
        public void entered(Purpose purpose) {}

        @Override
        public void left(Purpose purpose, Outcome outcome, long tookNanos) {
            passed(purpose, outcome);
            timer.record(tookNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void passed(Purpose purpose, Outcome outcome) {
            counters.get(purpose.ordinal() * OUTCOMES.length + outcome.ordinal())
                    .increment();
        }

        private Counter counter(Purpose purpose, Outcome outcome) {
            return Counter.builder("corral.requests")
                    .description("Requests that left the layer, by purpose and outcome")
                    .tags(CACHE, cache, LAYER, layer, "purpose", label(purpose), "outcome", label(outcome))
                    .register(registry);
        }
    }
}
