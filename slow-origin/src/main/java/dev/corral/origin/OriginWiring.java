package dev.corral.origin;

import dev.corral.origin.faults.Faults;
import dev.corral.origin.ledger.Ledger;
import dev.corral.origin.metrics.QueryMetrics;
import dev.corral.origin.rest.QueryTraces;
import dev.corral.origin.rows.GeneratedBody;
import dev.corral.origin.rows.Rows;
import dev.corral.origin.service.Callers;
import dev.corral.origin.service.Origin;
import dev.corral.origin.service.ServiceTime;
import dev.corral.origin.service.WorkerPool;
import dev.corral.origin.time.ThreadTimeline;
import dev.corral.origin.time.Timeline;
import dev.corral.traces.CollectorUrl;
import dev.corral.traces.SpanExport;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Creates one origin from its parts and its configuration.
 *
 * <p>It is the only class that knows both; the parts themselves know neither Quarkus nor the configuration.
 */
@Singleton
class OriginWiring {

    private static final Logger LOG = Logger.getLogger("corral.origin");
    private static final int MAX_CACHES = 64;
    /** The limit is high, because every Pod of every rollout has a name of its own. */
    private static final int MAX_NODES = 1_000;

    private final OriginConfig config;
    private final SplittableRandom random;
    private volatile SpanExport export;

    OriginWiring(OriginConfig config) {
        this.config = config;
        this.random = new SplittableRandom(config.seed());
    }

    /** The injection of the origin and of its traces creates them, and the metrics, before the first query. */
    void start(@Observes StartupEvent started, Origin origin, QueryTraces traces) {
        LOG.infof(
                "Origin has %d workers, queue %d, median %d ms, spread %s, seed %d, congestion %s, control %s",
                config.workers(),
                config.queue(),
                config.median().toMillis(),
                config.spread(),
                config.seed(),
                config.congestion(),
                config.control() ? "on" : "off");
    }

    @Produces
    @Singleton
    Timeline timeline() {
        return new ThreadTimeline();
    }

    void close(@Disposes Timeline timeline) {
        timeline.close();
    }

    @Produces
    @Singleton
    Callers callers() {
        return new Callers(MAX_CACHES, MAX_NODES);
    }

    @Produces
    @Singleton
    QueryTraces traces(TracesConfig config, @ConfigProperty(name = "quarkus.application.version") String version) {
        if (config.endpoint().isEmpty()) {
            return new QueryTraces(Optional.empty());
        }
        export = SpanExport.to(
                collector(config.endpoint().get()),
                new SpanExport.Service("slow-origin", "origin", version),
                config.delay());
        return new QueryTraces(Optional.of(export.tracer()));
    }

    private static CollectorUrl collector(String url) {
        try {
            return CollectorUrl.of(url);
        } catch (IllegalArgumentException unfit) {
            throw new ConfigurationException("corral.traces.endpoint: " + unfit.getMessage() + ".");
        }
    }

    void close(@Observes ShutdownEvent event) {
        if (export != null) {
            export.close();
        }
    }

    @Produces
    @Singleton
    Rows rows() {
        GeneratedBody generated = new GeneratedBody(config.valueSize());
        return new Rows(config.absent(), generated, config.rowsSize().asLongValue());
    }

    @Produces
    @Singleton
    Faults faults(Timeline timeline) {
        return new Faults(timeline, random.split());
    }

    @Produces
    @Singleton
    Ledger ledger() {
        return new Ledger(config.ledgerCapacity());
    }

    @Produces
    @Singleton
    Origin origin(Timeline timeline, Rows rows, Faults faults, Ledger ledger, MeterRegistry registry) {
        QueryMetrics metrics = new QueryMetrics(registry);
        ServiceTime serviceTime =
                new ServiceTime(config.median(), config.spread(), config.congestion(), random.split());
        Origin origin = new Origin(
                timeline,
                rows,
                new WorkerPool<>(config.workers(), config.queue()),
                serviceTime,
                faults,
                List.of(ledger, metrics));
        metrics.watch(origin);
        return origin;
    }
}
