package dev.corral.node.wiring;

import dev.corral.guard.runtime.Environment;
import dev.corral.node.config.Settings;
import dev.corral.node.traces.SampleLimit;
import dev.corral.node.traces.SampledTraces;
import dev.corral.node.traces.Traces;
import dev.corral.traces.CollectorUrl;
import dev.corral.traces.SpanExport;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens the export of traces. Without an endpoint, no class of the tracing library is loaded. */
@Singleton
final class Tracing {

    private static final String SERVICE = "corral-node";
    /** With more, the queue would drop single spans of many traces. */
    private static final int MOST_PER_SECOND = 1_000;

    private volatile SpanExport export;

    @Produces
    @Singleton
    Traces traces(
            Settings settings,
            Environment environment,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        Optional<String> endpoint = settings.traces().endpoint();
        if (endpoint.isEmpty()) {
            return Traces.OFF;
        }
        export = SpanExport.to(
                CollectorUrl.of(endpoint.get()),
                new SpanExport.Service(SERVICE, settings.node().name(), version),
                settings.traces().delay());
        return new SampledTraces(
                export.tracer(),
                settings.traces().share(),
                environment.random(),
                new SampleLimit(environment.clock(), MOST_PER_SECOND));
    }

    /** Sends the last spans, after the drain. */
    void close(@Observes ShutdownEvent event) {
        if (export != null) {
            export.close();
        }
    }
}
