package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadCountsTest {

    private static final Arrival ARRIVAL = new Arrival(0, KeyClass.PRODUCT, 1, 0);
    private static final Buffer ROW = Buffer.buffer("{\"id\":\"product-1\"}");
    private static final long LATE = Duration.ofSeconds(2).toNanos();

    private final LoadCounts counts = new LoadCounts();

    @Test
    void text_hasEveryResultOfEveryCache() {
        counts.of("naive").saw(sample(200, 0), ROW);
        counts.of("naive").saw(sample(503, 0), Buffer.buffer());
        counts.of("naive").retried(ARRIVAL);
        counts.of("full").saw(sample(200, LATE), ROW);

        assertThat(counts.text()).isEqualTo("""
                # HELP corral_load_requests_total Reads that the load generator sent, by what their clients received.
                # TYPE corral_load_requests_total counter
                corral_load_requests_total{cache="full",result="good"} 0
                corral_load_requests_total{cache="full",result="refused"} 0
                corral_load_requests_total{cache="full",result="failed"} 0
                corral_load_requests_total{cache="full",result="late"} 1
                corral_load_requests_total{cache="naive",result="good"} 1
                corral_load_requests_total{cache="naive",result="refused"} 1
                corral_load_requests_total{cache="naive",result="failed"} 0
                corral_load_requests_total{cache="naive",result="late"} 0
                # HELP corral_load_retries_total Requests of the load generator that repeated a failed one.
                # TYPE corral_load_retries_total counter
                corral_load_retries_total{cache="full"} 0
                corral_load_retries_total{cache="naive"} 1
                """);
    }

    @Test
    void delayOfTheGenerators_isOfAllCachesSinceItWasRestarted() {
        counts.of("naive").saw(new Sample(ARRIVAL, LATE, LATE, 200, CacheStatus.FRESH), ROW);
        assertThat(counts.delay().lag().tooLong()).isTrue();
        counts.delay().restart();
        counts.of("full").unanswered(sample(Sample.NO_ANSWER, LATE));
        assertThat(counts.delay().lag().tooLong()).isFalse();
    }

    @Test
    void exporter_servesTheCountsAndDoesWhatAPostRequests() throws Exception {
        counts.of("naive").saw(sample(200, 0), ROW);
        try (LoadExporter exporter = LoadExporter.start(counts, Map.of("/redis/start", () -> "done\n"))) {
            assertThat(send(exporter, "GET", "/metrics").body()).isEqualTo(counts.text());
            assertThat(send(exporter, "POST", "/redis/start").body()).isEqualTo("done\n");
            assertThat(send(exporter, "GET", "/redis/start").statusCode()).isEqualTo(405);
        }
    }

    private static HttpResponse<String> send(LoadExporter exporter, String method, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.port() + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Sample sample(int status, long latencyNanos) {
        return new Sample(ARRIVAL, 0, latencyNanos, status, CacheStatus.FRESH);
    }
}
