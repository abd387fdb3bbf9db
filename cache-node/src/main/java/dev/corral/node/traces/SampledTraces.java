package dev.corral.node.traces;

import dev.corral.guard.chain.Ready;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Trace;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Probe;
import dev.corral.traces.TraceContext;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToIntFunction;

/**
 * Traces of a share of the requests, up to a limit. A request that comes with a trace is sampled if its caller samples
 * it; any other one is drawn, before any object is created for it.
 */
public final class SampledTraces implements Traces {

    private static final String ROUTE = "/caches/{cache}/{key}";

    private final Tracer tracer;
    private final double share;
    private final DoubleSupplier random;
    private final SampleLimit limit;

    /**
     * @param share the share of the requests without a trace of their own that are sampled
     * @param random uniform in [0, 1)
     * @param limit bounds what callers can cause that sample every request
     */
    public SampledTraces(Tracer tracer, double share, DoubleSupplier random, SampleLimit limit) {
        this.tracer = tracer;
        this.share = share;
        this.random = random;
        this.limit = limit;
    }

    @Override
    public Trace begin(String cache, String method, Map<String, String> fields) {
        SpanContext parent =
                fields.containsKey(TraceContext.TRACEPARENT) ? TraceContext.of(fields) : SpanContext.getInvalid();
        boolean sampled = parent.isValid() ? parent.isSampled() : random.getAsDouble() < share;
        return sampled && limit.admits() ? server(cache, method, parent) : Trace.NONE;
    }

    private RecordedSpan server(String cache, String method, SpanContext parent) {
        return RecordedSpan.begin(tracer, method + " " + ROUTE, SpanKind.SERVER, parent)
                .with(RecordedSpan.CACHE, cache)
                .with("http.request.method", method)
                .with("http.route", ROUTE);
    }

    @Override
    public <T> Uni<T> ended(Trace trace, Uni<T> response, ToIntFunction<T> status) {
        if (!(trace instanceof RecordedSpan server)) {
            return response;
        }
        RecordedUni.Ending<T> ending = reply -> server.status(status.applyAsInt(reply));
        if (response instanceof Ready<T> ready) {
            ending.about(ready.item());
            server.end();
            return ready;
        }
        return new RecordedUni<>(response, server, ending);
    }

    @Override
    public Probe recording(Probe meters) {
        return new Probe() {
            @Override
            public Meter before(String layer) {
                return meters.before(layer);
            }

            @Override
            public Loader traced(String layer, Loader measured) {
                return new RecordedLayer(layer, meters.traced(layer, measured));
            }
        };
    }
}
