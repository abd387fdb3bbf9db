package dev.corral.origin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.traces.testing.Collector;
import dev.corral.traces.testing.ReceivedSpan;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The origin continues the trace of a query, and begins none. */
@QuarkusTest
@TestProfile(QueryTracesTest.Traced.class)
class QueryTracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    /** A name that is longer than one of a cache can be. */
    private static final String LONG = "x0123456789012345678901234567890123456789012345678901234567890123456789";

    /** An origin with a collector. */
    public static final class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("corral.origin.median", "1ms", "corral.origin.spread", "0");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(CollectorResource.class));
        }
    }

    /** The collector of the origin under test. */
    public static final class CollectorResource implements QuarkusTestResourceLifecycleManager {
        private Collector collector;

        @Override
        public Map<String, String> start() {
            collector = new Collector();
            return Map.of("corral.traces.endpoint", collector.url(), "corral.traces.delay", "50ms");
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(collector, new TestInjector.MatchesType(Collector.class));
        }

        @Override
        public void stop() {
            collector.close();
        }
    }

    @TestHTTPResource
    URI rows;

    Collector collector;

    @Test
    void queryOfATrace_isASpanOfIt() throws Exception {
        assertThat(read("secret-17", "00-" + TRACE + "-" + CALLER + "-01")).isEqualTo(200);

        ReceivedSpan span = collector.await(each -> each.trace().equals(TRACE));

        assertThat(span.service()).isEqualTo("slow-origin");
        assertThat(span.parent()).isEqualTo(CALLER);
        assertThat(span.name()).isEqualTo("GET /rows/{id}");
        assertThat(span.kind()).isEqualTo(ReceivedSpan.SERVER);
        assertThat(span.attributes())
                .isEqualTo(Map.of(
                        "http.request.method", "GET",
                        "http.route", "/rows/{id}",
                        "cache", "full",
                        "http.response.status_code", "200"));
    }

    @Test
    void absentRow_isASpanWithItsStatus() throws Exception {
        String trace = "1af7651916cd43dd8448eb211c80319c";
        assertThat(read("absent-1", "00-" + trace + "-" + CALLER + "-01")).isEqualTo(404);

        ReceivedSpan span = collector.await(each -> each.trace().equals(trace));
        assertThat(span.attribute("http.response.status_code")).isEqualTo("404");
        assertThat(span.failed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', unknown", "a-cache, a-cache", LONG + ", other"})
    void cacheOfASpan_isOneOfABoundedNumberOfNames(String cache, String attribute) throws Exception {
        String trace = String.format(Locale.ROOT, "%032x", 1_000 + cache.length());
        read("named", "00-" + trace + "-" + CALLER + "-01", cache);

        assertThat(collector.await(each -> each.trace().equals(trace)).attribute("cache"))
                .isEqualTo(attribute);
    }

    /** A traced query is sent behind each of these, and its span arrives alone. */
    @ParameterizedTest
    @ValueSource(strings = {"", "00-2af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", "no trace"})
    void queryOfNoSampledTrace_hasNoSpan(String traceparent) throws Exception {
        int before = collector.spans().size();
        read("untraced", traceparent);
        String next = String.format(Locale.ROOT, "%032x", 1 + traceparent.length());
        read("traced", "00-" + next + "-" + CALLER + "-01");

        collector.await(each -> each.trace().equals(next));

        assertThat(collector.spans()).hasSize(before + 1);
    }

    private int read(String id, String traceparent) throws Exception {
        return read(id, traceparent, "full");
    }

    private int read(String id, String traceparent, String cache) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(rows.resolve("/rows/" + id)).header("Corral-Cache", cache);
        if (!traceparent.isEmpty()) {
            request.header("traceparent", traceparent);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }
}
