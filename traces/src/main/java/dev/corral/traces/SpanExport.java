package dev.corral.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The export of the spans of one process to a collector. Spans wait in a bounded queue and are sent in batches by a
 * thread of their own; a span for which the queue has no room is dropped. Every span that is started is sent: the
 * caller decides which requests are sampled.
 */
public final class SpanExport implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** How long the next batch waits for the end of the one before, whose response may never end. */
    private static final Duration PATIENCE = TIMEOUT.plusSeconds(2);
    /** How long a stop waits for the last batch. */
    private static final Duration LAST = Duration.ofSeconds(1);

    private static final int QUEUED_SPANS = 4_096;

    private final SdkTracerProvider provider;

    private SpanExport(SdkTracerProvider provider) {
        this.provider = provider;
    }

    /**
     * The names of a process in its spans.
     *
     * @param name the same for all processes of a kind
     * @param instance different for each process
     */
    public record Service(String name, String instance, String version) {}

    /**
     * Begins an export. The collector need not be reachable; what cannot be sent is dropped.
     *
     * @param delay how long a span waits for the other spans of its batch
     */
    public static SpanExport to(CollectorUrl collector, Service service, Duration delay) {
        BatchSpanProcessor batches = BatchSpanProcessor.builder(exporter(collector))
                .setScheduleDelay(delay)
                .setExporterTimeout(PATIENCE)
                .setMaxQueueSize(QUEUED_SPANS)
                .build();
        return new SpanExport(SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(attributes(service))))
                .setSampler(Sampler.alwaysOn())
                .addSpanProcessor(batches)
                .build());
    }

    private static SpanExporter exporter(CollectorUrl collector) {
        SpanExporter http = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.toString())
                .setTimeout(TIMEOUT)
                .setConnectTimeout(TIMEOUT)
                .setRetryPolicy(null)
                .build();
        return new LoggedExporter(new BoundedExporter(http), collector.toString());
    }

    private static Attributes attributes(Service service) {
        return Attributes.of(
                AttributeKey.stringKey("service.name"), service.name(),
                AttributeKey.stringKey("service.instance.id"), service.instance(),
                AttributeKey.stringKey("service.version"), service.version());
    }

    /** The tracer whose spans are sent. */
    public Tracer tracer() {
        return provider.get("dev.corral");
    }

    /** Sends what is queued, for a limited time, and ends the export. */
    @Override
    public void close() {
        provider.shutdown().join(LAST.toMillis(), TimeUnit.MILLISECONDS);
    }
}
