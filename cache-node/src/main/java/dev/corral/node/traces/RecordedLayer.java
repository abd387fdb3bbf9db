package dev.corral.node.traces;

import dev.corral.guard.chain.Ready;
import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Outcome;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import java.util.Locale;

/**
 * A layer with a span for each sampled request that reaches it. Any other request takes one more branch. The
 * span in front of the origin is the parent that is sent to the origin.
 */
final class RecordedLayer implements Loader {

    private final String layer;
    private final Loader next;
    private final boolean queries;

    RecordedLayer(String layer, Loader next) {
        this.layer = layer;
        this.next = next;
        this.queries = layer.equals(Stack.ORIGIN);
    }

    @Override
    public Uni<Answer> load(Request request) {
        return request.trace() instanceof RecordedSpan outer ? record(outer, request) : next.load(request);
    }

    private Uni<Answer> record(RecordedSpan outer, Request request) {
        RecordedSpan span = outer.child(layer, queries ? SpanKind.CLIENT : SpanKind.INTERNAL)
                .with(RecordedSpan.CACHE, request.key().cache())
                .with("purpose", request.purpose().name().toLowerCase(Locale.ROOT));
        Request recorded = request.tracedBy(span);
        return span.during(() -> load(span, queries ? recorded.sending(span.named(request.fields())) : recorded));
    }

    private Uni<Answer> load(RecordedSpan span, Request request) {
        Uni<Answer> loading;
        try {
            loading = next.load(request);
        } catch (RuntimeException broken) {
            span.outcome(Outcome.FAILED).failed(broken).end();
            throw broken;
        }
        if (loading instanceof Ready<Answer> ready) {
            span.outcome(Outcome.of(ready.item())).end();
            return ready;
        }
        return new RecordedUni<>(loading, span, answer -> span.outcome(Outcome.of(answer)));
    }
}
