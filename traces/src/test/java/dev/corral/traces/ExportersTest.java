package dev.corral.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process logs, and how many exports it begins, while a collector fails in different ways. */
class ExportersTest {

    private static final String DROPPED =
            "Trace collector at http://c does not accept spans: they are dropped until it does";
    private static final String ACCEPTED = "Trace collector at http://c accepts spans again";

    private final Logger log = Logger.getLogger(LoggedExporter.class.getName());
    private final List<String> lines = new ArrayList<>();
    private final Handler receiver = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final Deque<CompletableResultCode> held = new ArrayDeque<>();
    private final SpanExporter exporter = new LoggedExporter(new BoundedExporter(new Held()), "http://c");
    private boolean broken;

    /** An exporter whose exports end when the test ends them. */
    private final class Held implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            CompletableResultCode result = new CompletableResultCode();
            held.add(result);
            return result;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @BeforeEach
    void listen() {
        log.addHandler(receiver);
    }

    @AfterEach
    void leave() {
        log.removeHandler(receiver);
    }

    @Test
    void refusedBatches_areLoggedOnce() {
        for (int batch = 0; batch < 3; batch++) {
            refuse();
        }
        assertThat(lines).containsExactly(DROPPED);
    }

    @Test
    void acceptedBatches_areLoggedOnceThereAreEnoughInARow() {
        refuse();
        accept(LoggedExporter.ENOUGH - 1);
        assertThat(lines).containsExactly(DROPPED);

        accept(2);

        assertThat(lines).containsExactly(DROPPED, ACCEPTED);
    }

    @Test
    void collectorThatRefusesEveryOtherBatch_isLoggedOnce() {
        for (int batch = 0; batch < 3 * LoggedExporter.ENOUGH; batch++) {
            refuse();
            accept(1);
        }
        assertThat(lines).containsExactly(DROPPED);
    }

    /** The control: without a failure there is nothing to log. */
    @Test
    void collectorThatAcceptsAll_isNotLogged() {
        accept(2 * LoggedExporter.ENOUGH);
        assertThat(lines).isEmpty();
    }

    @Test
    void exportsThatDoNotEnd_areBoundedAndLogged() {
        for (int batch = 0; batch < 5; batch++) {
            begin();
        }
        assertThat(held).hasSize(BoundedExporter.MOST);
        assertThat(lines).containsExactly(DROPPED);

        held.remove().succeed();
        begin();

        assertThat(held).hasSize(BoundedExporter.MOST);
    }

    @Test
    void exporterThatThrows_countsAsACollectorThatRefuses() {
        broken = true;
        for (int batch = 0; batch < 5; batch++) {
            assertThat(begin().isSuccess()).isFalse();
        }
        broken = false;
        accept(1);

        assertThat(lines).containsExactly(DROPPED);
    }

    private CompletableResultCode begin() {
        return exporter.export(List.of());
    }

    private void refuse() {
        assertThat(begin().isDone()).isFalse();
        held.remove().fail();
    }

    private void accept(int batches) {
        for (int batch = 0; batch < batches; batch++) {
            assertThat(begin().isDone()).isFalse();
            held.remove().succeed();
        }
    }
}
