package dev.corral.origin.rest;

import dev.corral.traces.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The spans of the queries whose caller traces them. The origin begins no trace by itself, and no span has a row's id.
 */
public final class QueryTraces {

    private static final String ROUTE = "/rows/{id}";
    private static final int SERVER_ERROR = 500;
    private static final List<String> HEADERS = List.of(TraceContext.TRACEPARENT, TraceContext.TRACESTATE);

    private final Optional<Tracer> tracer;

    /** @param tracer empty if nothing is traced */
    public QueryTraces(Optional<Tracer> tracer) {
        this.tracer = tracer;
    }

    /**
     * Returns the response; its span ends when the response is ready, or when its client leaves.
     *
     * @param cache one of a bounded number of names
     */
    Uni<Response> recorded(HttpServerRequest request, String cache, Uni<Response> response) {
        return tracer.flatMap(used -> begin(used, request, cache))
                .map(span -> response.onTermination().invoke((answer, failure, cancelled) -> end(span, answer)))
                .orElse(response);
    }

    private static Optional<Span> begin(Tracer tracer, HttpServerRequest request, String cache) {
        SpanContext caller = TraceContext.of(headers(request));
        if (!caller.isSampled()) {
            return Optional.empty();
        }
        return Optional.of(tracer.spanBuilder("GET " + ROUTE)
                .setParent(Context.root().with(Span.wrap(caller)))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", "GET")
                .setAttribute("http.route", ROUTE)
                .setAttribute("cache", cache)
                .startSpan());
    }

    private static void end(Span span, Response answer) {
        if (answer == null || answer.getStatus() >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
        if (answer != null) {
            span.setAttribute("http.response.status_code", answer.getStatus());
        }
        span.end();
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }
}
