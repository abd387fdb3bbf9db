package dev.corral.node.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Trace;
import dev.corral.node.testing.SetClock;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests are sampled: those whose caller samples them, and a share of those without a trace, up to a limit. */
class SampledTracesTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";

    @ParameterizedTest
    @CsvSource({"0.01, 0.0, true", "0.01, 0.0099, true", "0.01, 0.01, false", "0, 0.0, false", "1, 0.999, true"})
    void requestWithoutATrace_isSampledByItsShare(double share, double drawn, boolean sampled) {
        assertThat(isSampled(share, drawn, Map.of())).isEqualTo(sampled);
    }

    @Test
    void requestWithATrace_isSampledAsItsCallerSaysAndNotDrawn() {
        assertThat(isSampled(0, 0.5, Map.of("traceparent", PARENT + "01"))).isTrue();
        assertThat(isSampled(1, 0.5, Map.of("traceparent", PARENT + "00"))).isFalse();
    }

    @Test
    void invalidTrace_isNone() {
        assertThat(isSampled(1, 0.5, Map.of("traceparent", "00-0af7-b7ad-01"))).isTrue();
        assertThat(isSampled(0, 0.5, Map.of("traceparent", "00-0af7-b7ad-01"))).isFalse();
    }

    @Test
    void requestsBeyondTheLimit_areNotSampledUntilTheNextSecond() {
        SetClock clock = new SetClock();
        Traces traces = traces(1, 0.5, new SampleLimit(clock, 2));
        List<Map<String, String>> requests =
                List.of(Map.of(), Map.of("traceparent", PARENT + "01"), Map.of(), Map.of("traceparent", PARENT + "01"));

        assertThat(requests).extracting(fields -> isSampled(traces, fields)).containsExactly(true, true, false, false);
        clock.pass(1_000);
        assertThat(requests).extracting(fields -> isSampled(traces, fields)).containsExactly(true, true, false, false);
    }

    /** The control: a request that nobody samples uses nothing of the limit. */
    @Test
    void unsampledRequests_doNotCountAgainstTheLimit() {
        Traces traces = traces(0, 0.5, new SampleLimit(new SetClock(), 1));
        for (int request = 0; request < 10; request++) {
            assertThat(isSampled(traces, Map.of("traceparent", PARENT + "00"))).isFalse();
            assertThat(isSampled(traces, Map.of())).isFalse();
        }
        assertThat(isSampled(traces, Map.of("traceparent", PARENT + "01"))).isTrue();
    }

    @Test
    void excess_isLoggedOnceUntilAMinuteWithoutOne() {
        SetClock clock = new SetClock();
        SampleLimit limit = new SampleLimit(clock, 1);
        assertThat(logged(() -> {
                    for (int second = 0; second < 100; second++) {
                        limit.admits();
                        limit.admits();
                        clock.pass(1_000);
                    }
                }))
                .containsExactly("Sampled requests exceed 1 a second: further ones have no spans");
        assertThat(logged(() -> {
                    clock.pass(60_000);
                    limit.admits();
                    limit.admits();
                }))
                .hasSize(1);
    }

    private static List<String> logged(Runnable step) {
        Logger log = Logger.getLogger(SampleLimit.class.getName());
        List<String> lines = new ArrayList<>();
        Handler receiver = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(receiver);
        try {
            step.run();
        } finally {
            log.removeHandler(receiver);
        }
        return lines;
    }

    private static boolean isSampled(double share, double drawn, Map<String, String> fields) {
        return isSampled(traces(share, drawn, new SampleLimit(new SetClock(), 1)), fields);
    }

    private static boolean isSampled(Traces traces, Map<String, String> fields) {
        return traces.begin("full", "GET", fields) != Trace.NONE;
    }

    private static Traces traces(double share, double drawn, SampleLimit limit) {
        return new SampledTraces(OpenTelemetry.noop().getTracer("test"), share, () -> drawn, limit);
    }
}
