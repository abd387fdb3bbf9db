package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.KeptAlive;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of requests that fail before any route handles them, because of their host, target or method. */
@QuarkusTest
class HostsTest extends NodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"my_node", "my_node:8081", "node", "127.0.0.1:8081", "[::1]:8081"})
    void hostsThatContainersHave_areTaken(String host) throws IOException {
        origin.row("hosted", "row", 1);

        assertThat(ask("GET /caches/lock/hosted", "Host: " + host).body()).isEqualTo("row");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: a b", "Host: a/b", "X-No: host"})
    void hostThatIsNone_isAProblem(String field) throws IOException {
        KeptAlive.Answer answer = ask("GET /caches/lock/k", field);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsEntry("content-type", Problem.MEDIA_TYPE);
        assertThat(answer.body()).contains("Host");
    }

    @ParameterizedTest
    @CsvSource({"CONNECT other:80, 501", "GET other, 400", "GET *, 400", "GET /%zz, 400", "TRACE /caches/lock/k, 405"})
    void requestThatIsForNoCache_isAProblem(String request, int status) throws IOException {
        KeptAlive.Answer answer = ask(request, "Host: node");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.fields()).containsEntry("content-type", Problem.MEDIA_TYPE);
        assertThat(answer.body()).contains("\"detail\":");
    }

    @Test
    void optionsOfTheServer_areItsMethods() throws IOException {
        KeptAlive.Answer answer = ask("OPTIONS *", "Host: node");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.fields()).containsEntry("allow", "GET, HEAD, PUT, DELETE, OPTIONS");
    }

    private KeptAlive.Answer ask(String request, String field) throws IOException {
        try (KeptAlive client = new KeptAlive(base.getPort())) {
            client.send(request + " HTTP/1.1\r\n" + field + "\r\n\r\n", "");
            return client.answer();
        }
    }
}
