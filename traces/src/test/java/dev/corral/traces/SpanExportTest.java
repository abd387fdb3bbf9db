package dev.corral.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.traces.testing.Collector;
import dev.corral.traces.testing.ReceivedSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans that a process ends, as a collector receives them. */
class SpanExportTest {

    private static final SpanExport.Service SERVICE = new SpanExport.Service("corral-test", "test-1", "1.0");
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Collector collector = new Collector();
    private final SpanExport export = SpanExport.to(CollectorUrl.of(collector.url()), SERVICE, Duration.ofMillis(50));

    @AfterEach
    void close() {
        export.close();
        collector.close();
    }

    @Test
    void endedSpan_isSentWithEverythingThatItHas() {
        SpanContext parent = TraceContext.of(Map.of("traceparent", PARENT));
        Span span = export.tracer()
                .spanBuilder("a step")
                .setParent(Context.root().with(Span.wrap(parent)))
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("cache", "full")
                .setAttribute("status", 200)
                .addLink(parent)
                .startSpan();
        span.end();

        ReceivedSpan received = collector.await(each -> each.name().equals("a step"));

        assertThat(received)
                .isEqualTo(new ReceivedSpan(
                        "corral-test",
                        "0af7651916cd43dd8448eb211c80319c",
                        span.getSpanContext().getSpanId(),
                        "b7ad6b7169203331",
                        "a step",
                        ReceivedSpan.CLIENT,
                        Map.of("cache", "full", "status", "200"),
                        List.of("b7ad6b7169203331"),
                        false));
    }

    @Test
    void stop_sendsWhatIsQueued() {
        export.tracer().spanBuilder("the last one").startSpan().end();

        export.close();

        assertThat(collector.spans()).extracting(ReceivedSpan::name).contains("the last one");
    }

    @Test
    void refusedSpans_areDroppedAndLaterOnesAreSent() {
        collector.refuse(true);
        export.tracer().spanBuilder("refused").startSpan().end();
        awaitRequests();
        collector.refuse(false);
        export.tracer().spanBuilder("accepted").startSpan().end();

        collector.await(each -> each.name().equals("accepted"));

        assertThat(collector.spans()).extracting(ReceivedSpan::name).doesNotContain("refused");
    }

    @Test
    void headers_nameTheSpanAndKeepTheOthers() {
        Span span = export.tracer().spanBuilder("named").startSpan();

        Map<String, String> headers = TraceContext.naming(span, Map.of("traceparent", PARENT, "accept-language", "de"));

        assertThat(headers).containsEntry("accept-language", "de").hasSize(2);
        assertThat(TraceContext.of(headers).getSpanId())
                .isEqualTo(span.getSpanContext().getSpanId());
        assertThat(TraceContext.of(headers).isSampled()).isTrue();
        span.end();
    }

    @Test
    void invalidHeader_namesNoSpan() {
        assertThat(TraceContext.of(Map.of("traceparent", "00-0af7-b7ad-01")).isValid())
                .isFalse();
        assertThat(TraceContext.of(Map.of()).isValid()).isFalse();
    }

    @Test
    void headers_haveTheStateOfTheTraceTheyName() {
        SpanContext parent = TraceContext.of(Map.of("traceparent", PARENT, "tracestate", "a=1,b=2"));
        Span continued = export.tracer()
                .spanBuilder("continued")
                .setParent(Context.root().with(Span.wrap(parent)))
                .startSpan();
        Span begun = export.tracer().spanBuilder("begun").startSpan();
        Map<String, String> others = Map.of("traceparent", "no trace", "tracestate", "other=1");

        assertThat(TraceContext.naming(continued, others)).containsEntry("tracestate", "a=1,b=2");
        assertThat(TraceContext.naming(begun, others)).containsOnlyKeys("traceparent");
        continued.end();
        begun.end();
    }

    @ParameterizedTest
    @CsvSource({"512, 2", "513, 0"})
    void stateThatIsTooLong_isDroppedAndNotParsed(int length, int members) {
        String state = "a=".concat("x".repeat(254)).concat(",b=");
        String header = state.concat("y".repeat(length - state.length()));

        SpanContext named = TraceContext.of(Map.of("traceparent", PARENT, "tracestate", header));

        assertThat(named.isSampled()).isTrue();
        assertThat(named.getTraceState().size()).isEqualTo(members);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "a", "=", "a=1,a", "A=1", "a=1,,b=2", "\u00e4=1", "a=\u00e4"})
    void invalidState_isDroppedAndTheTraceContinues(String state) {
        SpanContext named = TraceContext.of(Map.of("traceparent", PARENT, "tracestate", state));

        assertThat(named.getSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(named.getTraceState().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
                "\u00e4\u00e4-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void malformedHeader_namesNoSpan(String traceparent) {
        assertThat(TraceContext.of(Map.of("traceparent", traceparent)).isValid())
                .isFalse();
    }

    private void awaitRequests() {
        while (collector.requests() == 0) {
            Thread.onSpinWait();
        }
    }
}
