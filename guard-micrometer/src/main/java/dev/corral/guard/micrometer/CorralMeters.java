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
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

    /** Registers the gauges of the entries that a cache stores in the process. */
    public void near(Corral corral, String cache) {
        Gauge.builder("corral.near.entries", corral, each -> each.nearEntries(cache))
                .tag("cache", cache)
                .register(registry);
        Gauge.builder("corral.near.bytes", corral, each -> each.nearBytes(cache))
                .tag("cache", cache)
                .register(registry);
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private final class RegisteredEvents implements Events {
        private final String cache;
        private final Map<Event, Counter> counters = new ConcurrentHashMap<>();
        private final Map<Quantity, DistributionSummary> summaries = new ConcurrentHashMap<>();

        RegisteredEvents(String cache) {
            this.cache = cache;
        }

        @Override
        public void happened(Event event) {
            counters.computeIfAbsent(
                            event, each -> registry.counter("corral.events", "cache", cache, "event", label(each)))
                    .increment();
        }

        @Override
        public void observed(Quantity quantity, double value) {
            summaries
                    .computeIfAbsent(
                            quantity,
                            each -> registry.summary("corral." + label(each).replace('-', '.'), "cache", cache))
                    .record(value);
        }
    }

    private final class RegisteredMeter implements Meter {

        private record Way(Purpose purpose, Outcome outcome) {}

        private final String cache;
        private final String layer;
        private final Map<Way, Counter> counters = new ConcurrentHashMap<>();
        private final Timer timer;

        RegisteredMeter(String cache, String layer) {
            this.cache = cache;
            this.layer = layer;
            this.timer = registry.timer("corral.duration", "cache", cache, "layer", layer);
        }

        @Override
        public void entered(Purpose purpose) {}

        @Override
        public void left(Purpose purpose, Outcome outcome, long tookNanos) {
            count(purpose, outcome);
            timer.record(Duration.ofNanos(tookNanos));
        }

        @Override
        public void passed(Purpose purpose, Outcome outcome) {
            count(purpose, outcome);
        }

        private void count(Purpose purpose, Outcome outcome) {
            counters.computeIfAbsent(
                            new Way(purpose, outcome),
                            way -> registry.counter(
                                    "corral.requests",
                                    "cache",
                                    cache,
                                    "layer",
                                    layer,
                                    "purpose",
                                    label(way.purpose()),
                                    "outcome",
                                    label(way.outcome())))
                    .increment();
        }
    }
}
