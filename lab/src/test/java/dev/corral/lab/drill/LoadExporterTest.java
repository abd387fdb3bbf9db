package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.ending.LabException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadExporterTest {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final LoadExporter exporter =
            LoadExporter.start(new LoadCounts(), Map.of("/wait", this::await, "/fail", LoadExporterTest::fail));

    @AfterEach
    void close() {
        released.countDown();
        exporter.close();
        client.close();
    }

    private String await() {
        try {
            entered.countDown();
            released.await();
            return "done";
        } catch (InterruptedException interrupted) {
            throw new LabException("interrupted", interrupted);
        }
    }

    private static String fail() {
        throw new LabException("Redis does not start");
    }

    @Test
    void counts_areServedWhileAnActionWaits() throws Exception {
        Future<HttpResponse<String>> action = client.sendAsync(post("/wait"), BodyHandlers.ofString());
        entered.await();
        assertThat(client.send(request(LoadExporter.METRICS).build(), BodyHandlers.ofString())
                        .body())
                .contains(LoadCounts.REQUESTS);
        released.countDown();
        assertThat(action.get().body()).isEqualTo("done");
    }

    @Test
    void actionThatFails_isAnsweredWithItsSentence() throws Exception {
        HttpResponse<String> answer = client.send(post("/fail"), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("Redis does not start\n");
    }

    private HttpRequest post(String path) {
        return request(path).POST(BodyPublishers.noBody()).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.port() + path))
                .timeout(Duration.ofSeconds(10));
    }
}
