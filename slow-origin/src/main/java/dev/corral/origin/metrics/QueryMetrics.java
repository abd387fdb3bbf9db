package dev.corral.origin.metrics;

import dev.corral.origin.service.Caller;
import dev.corral.origin.service.Origin;
import dev.corral.origin.service.Outcome;
import dev.corral.origin.service.Query;
import dev.corral.origin.service.Witness;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * The {@code db_query} metrics: the queries that the origin received, their callers, and their outcomes.
 *
 * <p>A stampede is measured at the origin: dashboards and alerts read these metrics, and the lab reads the ledger.
 */
public final class QueryMetrics implements Witness {

    private static final Duration[] BUCKETS = LongStream.of(
                    10, 25, 50, 100, 200, 300, 400, 500, 600, 800, 1_000, 1_500, 2_000, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final MeterProvider<Counter> queries;
    private final MeterProvider<Counter> retries;
    private final MeterProvider<Counter> duplicates;
    private final MeterProvider<Timer> durations;

    public QueryMetrics(MeterRegistry registry) {
        this.registry = registry;
        queries = Counter.builder("db.query")
                .description("Queries that have ended, by outcome")
                .withRegistry(registry);
        retries = Counter.builder("db.query.retries")
                .description("Queries that have ended and were made for a repeated request of a client")
                .withRegistry(registry);
        duplicates = Counter.builder("db.query.duplicate")
                .description("Queries that arrived while another query of their key was in progress")
                .withRegistry(registry);
        durations = Timer.builder("db.query.duration")
                .description("Time from a query's arrival to its end, for queries that a worker executed")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(registry);
    }

    /** Registers the two gauges, which are read and not counted. */
    public void watch(Origin origin) {
        Gauge.builder("db.query.in.flight", origin, Origin::inProgress)
                .description("Queries in progress, including those that wait for a worker")
                .register(registry);
        Gauge.builder("db.query.queued", origin, Origin::queued)
                .description("Queries that wait for a worker")
                .register(registry);
    }

    @Override
    public void arrived(Query query, boolean duplicate) {
        Caller caller = query.caller();
        // Also without a duplicate, so that the rate of the first ones is counted.
        duplicates.withTags("cache", caller.cache(), "node", caller.node()).increment(duplicate ? 1 : 0);
    }

    @Override
    public void ended(Query query, Outcome outcome, long nowNanos) {
        Caller caller = query.caller();
        queries.withTags("cache", caller.cache(), "node", caller.node(), "outcome", outcome.word())
                .increment();
        // Also without a retry, so that the series exists before the first one.
        retries.withTag("cache", caller.cache()).increment(query.isRetry() ? 1 : 0);
        if (query.begun()) {
            durations.withTag("cache", caller.cache()).record(query.durationNanos(nowNanos), TimeUnit.NANOSECONDS);
        }
    }
}
