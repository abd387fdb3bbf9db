package dev.corral.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Logs once when spans cannot be sent any more, and once when they can be sent again. */
final class LoggedExporter implements SpanExporter {

    private static final Logger LOG = Logger.getLogger(LoggedExporter.class);

    private final SpanExporter next;
    private final String collector;
    private final AtomicBoolean accepted = new AtomicBoolean(true);

    LoggedExporter(SpanExporter next, String collector) {
        this.next = next;
        this.collector = collector;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = next.export(spans);
        result.whenComplete(() -> report(result.isSuccess()));
        return result;
    }

    private void report(boolean success) {
        if (accepted.getAndSet(success) == success) {
            return;
        }
        if (success) {
            LOG.infof("Trace collector at %s accepts spans again", collector);
        } else {
            LOG.warnf("Trace collector at %s does not accept spans: they are dropped until it does", collector);
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
