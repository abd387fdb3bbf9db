package dev.corral.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(OwnRedis.class)
class PriceResourceTest {

    private static final int CALLERS = 50;

    private final HttpClient client = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI service;

    @Inject
    PriceRepository repository;

    @Test
    void fiftyReads_areOneQueryAndAReadAfterAWriteReturnsTheNewRow() throws Exception {
        int before = repository.queries();
        List<CompletableFuture<HttpResponse<String>>> reads =
                IntStream.range(0, CALLERS).mapToObj(each -> read("42")).toList();
        for (CompletableFuture<HttpResponse<String>> read : reads) {
            assertThat(read.get().body()).isEqualTo("{\"item\":\"42\",\"amount\":4.20}");
        }
        assertThat(repository.queries() - before).isEqualTo(1);

        HttpRequest write = HttpRequest.newBuilder(service.resolve("prices/42"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"item\":\"42\",\"amount\":5}", StandardCharsets.UTF_8))
                .build();
        assertThat(client.send(write, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        assertThat(read("42").get().body()).isEqualTo("{\"item\":\"42\",\"amount\":5}");
        assertThat(read("none").get().statusCode()).isEqualTo(404);
    }

    @Test
    void meters_areThoseOfTheService() throws Exception {
        read("7").get();
        HttpResponse<String> metrics = client.send(
                HttpRequest.newBuilder(service.resolve("q/metrics")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(metrics.body()).contains("corral_requests_total{cache=\"prices\",layer=\"lookup\"");
    }

    private CompletableFuture<HttpResponse<String>> read(String item) {
        HttpRequest request =
                HttpRequest.newBuilder(service.resolve("prices/" + item)).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
