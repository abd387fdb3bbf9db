package dev.corral.node.traces;

import dev.corral.guard.core.Trace;
import dev.corral.traces.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A span of a sampled request. Its parent is named when it begins, never taken from the thread, because the steps of a
 * request run on several event loops. No span has a key's value, nor a message that could contain one.
 */
final class RecordedSpan implements Trace {

    static final String CACHE = "cache";
    static final String OUTCOME = "outcome";

    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final Span span;

    private RecordedSpan(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    /** @param parent the parent; the span begins a trace if the parent is not valid */
    static RecordedSpan begin(Tracer tracer, String name, SpanKind kind, SpanContext parent) {
        Span span = tracer.spanBuilder(name)
                .setParent(Context.root().with(Span.wrap(parent)))
                .setSpanKind(kind)
                .startSpan();
        return new RecordedSpan(tracer, span);
    }

    RecordedSpan child(String name, SpanKind kind) {
        return begin(tracer, name, kind, span.getSpanContext());
    }

    RecordedSpan with(String attribute, String value) {
        span.setAttribute(attribute, value);
        return this;
    }

    /** Records the status of the response; only one of 500 or above is an error of the node. */
    RecordedSpan status(int status) {
        if (status >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
        span.setAttribute("http.response.status_code", status);
        return this;
    }

    RecordedSpan outcome(Enum<?> outcome) {
        return with(OUTCOME, outcome.name().toLowerCase(Locale.ROOT));
    }

    /** Records the kind of a failure; its message may name a key. */
    RecordedSpan failed(Throwable failure) {
        span.setStatus(StatusCode.ERROR);
        return with("error.type", failure.getClass().getSimpleName());
    }

    void end() {
        span.end();
    }

    /** Returns a copy of the headers that names this span as the parent. */
    Map<String, String> named(Map<String, String> fields) {
        return TraceContext.naming(span, fields);
    }

    /** Runs a step; log lines of the step have the id of the trace. */
    <T> T during(Supplier<T> step) {
        return TraceId.during(span.getSpanContext().getTraceId(), step);
    }

    /** Runs a step without a result; log lines of the step have the id of the trace. */
    void run(Runnable step) {
        during(() -> {
            step.run();
            return null;
        });
    }

    @Override
    public <T> Uni<T> command(String name, Uni<T> reply) {
        RecordedSpan command = child("redis " + name, SpanKind.CLIENT)
                .with("db.system.name", "redis")
                .with("db.operation.name", name);
        return new RecordedUni<>(reply, command, item -> {});
    }

    @Override
    public void follows(Trace leader) {
        if (leader instanceof RecordedSpan flight) {
            span.addLink(flight.span.getSpanContext());
        }
    }
}
