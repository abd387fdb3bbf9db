package dev.corral.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import org.jboss.logging.Logger;

/**
 * Logs once when spans cannot be sent any more, and once when they can be sent again. A collector that accepts some
 * batches only counts as one that does not accept spans.
 */
final class LoggedExporter implements SpanExporter {

    /** The number of batches that must be accepted in a row before they count as accepted again. */
    static final int ENOUGH = 10;

    private static final Logger LOG = Logger.getLogger(LoggedExporter.class);

    private final SpanExporter next;
    private final String collector;
    private boolean dropping;
    private int accepted;

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

    private synchronized void report(boolean success) {
        accepted = success ? accepted + 1 : 0;
        if (!success && !dropping) {
            dropping = true;
            LOG.warnf("Trace collector at %s does not accept spans: they are dropped until it does", collector);
        } else if (dropping && accepted == ENOUGH) {
            dropping = false;
            LOG.infof("Trace collector at %s accepts spans again", collector);
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
