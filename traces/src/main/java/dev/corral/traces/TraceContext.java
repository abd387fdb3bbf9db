package dev.corral.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The trace headers of a request, by their lower-case names.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public final class TraceContext {

    public static final String TRACEPARENT = "traceparent";
    public static final String TRACESTATE = "tracestate";

    /** The length that every participant must pass on. To parse much whitespace takes the square of its length. */
    private static final int LONGEST_STATE = 512;

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Map<String, String>> FIELDS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> fields) {
            return fields.keySet();
        }

        @Override
        public String get(Map<String, String> fields, String name) {
            String value = fields == null ? null : fields.get(name);
            return isTooLong(name, value) ? null : value;
        }
    };

    private TraceContext() {}

    private static boolean isTooLong(String name, String value) {
        return value != null && name.equals(TRACESTATE) && value.length() > LONGEST_STATE;
    }

    /** Returns the span that the headers name; an invalid one if they name none. */
    public static SpanContext of(Map<String, String> fields) {
        return Span.fromContext(W3C.extract(Context.root(), fields, FIELDS)).getSpanContext();
    }

    /** Returns a copy of the headers that names this span, with the state of its trace in place of any other. */
    public static Map<String, String> naming(Span span, Map<String, String> fields) {
        Map<String, String> named = new LinkedHashMap<>(fields);
        named.remove(TRACESTATE);
        W3C.inject(Context.root().with(span), named, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name, value);
            }
        });
        return named;
    }
}
