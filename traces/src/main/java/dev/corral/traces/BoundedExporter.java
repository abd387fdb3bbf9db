package dev.corral.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.Semaphore;

/**
 * Limits the exports in progress. A collector that begins a response and never ends it holds a thread of the process
 * for each batch; batches beyond the limit fail at once.
 */
final class BoundedExporter implements SpanExporter {

    static final int MOST = 2;

    private final SpanExporter next;
    private final Semaphore free = new Semaphore(MOST);

    BoundedExporter(SpanExporter next) {
        this.next = next;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return free.tryAcquire() ? begin(spans) : CompletableResultCode.ofFailure();
    }

    private CompletableResultCode begin(Collection<SpanData> spans) {
        try {
            return next.export(spans).whenComplete(free::release);
        } catch (RuntimeException broken) {
            free.release();
            return CompletableResultCode.ofFailure();
        }
    }

    @Override
    public CompletableResultCode flush() {
        return next.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return next.shutdown();
    }
}
