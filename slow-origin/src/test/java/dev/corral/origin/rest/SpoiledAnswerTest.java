package dev.corral.origin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on the wire, for no HTTP client would show it. */
@QuarkusTest
@TestProfile(SmallOrigin.class)
class SpoiledAnswerTest {

    private static final int SOON_MILLIS = 20_000;

    @TestHTTPResource
    URL rows;

    @TestHTTPResource(value = "/", management = true)
    URL control;

    private OriginClient origin;

    @BeforeEach
    void begin() {
        origin = new OriginClient(rows, control);
        origin.control("DELETE", "/ledger");
    }

    @AfterEach
    void nothingIsLeftOver() {
        origin.control("DELETE", "/faults");
        origin.awaitLive(live -> live.getInteger("inProgress") == 0 && live.getInteger("queued") == 0);
    }

    @Test
    void garbage_isNoHttp() throws IOException {
        begin("garbage");

        try (Socket client = ask("hot")) {
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("ERR ")
                    .doesNotContain("HTTP/1.1");
        }
        assertThat(origin.ledger())
                .singleElement()
                .extracting(line -> line.getString("outcome"))
                .isEqualTo("garbage");
    }

    @Test
    void torn_endsBeforeTheLengthItAnnounced() throws IOException {
        begin("torn");

        try (Socket client = ask("hot")) {
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer.toLowerCase(Locale.ROOT))
                    .startsWith("http/1.1 200")
                    .contains("content-length: 4096");
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(2_048);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"endless", "drip"})
    void endless_goesOnUntilItsClientLeaves(String kind) throws IOException {
        begin(kind);

        try (Socket client = ask("hot")) {
            InputStream body = client.getInputStream();
            int enough = kind.equals("drip") ? 250 : 5_000_000;
            assertThat(body.readNBytes(enough)).hasSize(enough);
        }
        assertThat(origin.get("cold").statusCode()).isEqualTo(200);
    }

    @Test
    void otherKeys_areAnsweredAsEver() {
        begin("garbage");

        assertThat(origin.get("cold").statusCode()).isEqualTo(200);
    }

    private void begin(String kind) {
        String fault = String.format(Locale.ROOT, "{\"kind\":\"%s\",\"forMillis\":60000,\"key\":\"hot\"}", kind);
        assertThat(origin.control("POST", "/faults", fault).statusCode()).isEqualTo(200);
    }

    private Socket ask(String id) throws IOException {
        Socket socket = new Socket(rows.getHost(), rows.getPort());
        socket.setSoTimeout(SOON_MILLIS);
        String request = String.format(Locale.ROOT, "GET /rows/%s HTTP/1.1\r\nHost: origin\r\n\r\n", id);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
