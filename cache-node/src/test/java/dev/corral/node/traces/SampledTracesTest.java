package dev.corral.node.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Trace;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests are sampled: those whose caller samples them, and a share of those without a trace. */
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

    private static boolean isSampled(double share, double drawn, Map<String, String> fields) {
        Traces traces = new SampledTraces(OpenTelemetry.noop().getTracer("test"), share, () -> drawn);
        return traces.begin("full", "GET", fields) != Trace.NONE;
    }
}
