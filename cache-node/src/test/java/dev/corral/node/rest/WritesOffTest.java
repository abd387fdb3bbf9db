package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.KeptAlive;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node in its default configuration: it is read-only. */
@QuarkusTest
@TestProfile(WritesOffTest.Default.class)
class WritesOffTest extends NodeTest {

    /** Overrides the setting that the other tests enable. */
    public static final class Default implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("corral.writes", "false");
        }
    }

    @Test
    void writes_areForbiddenAndReachNothing() {
        origin.row("kept", "old", 1);

        RefusingTest.assertProblem(node.put("/caches/lock/kept", "new"), 403, "problems/writes-off");
        RefusingTest.assertProblem(node.delete("/caches/lock/kept"), 403, "problems/writes-off");

        assertThat(node.get("/caches/lock/kept").body()).isEqualTo("old");
    }

    /** The request is refused whether or not the client sends its body. */
    @Test
    void upload_isRefusedBeforeItsBodyHasCome() throws IOException {
        try (KeptAlive client = new KeptAlive(base.getPort())) {
            client.send("PUT /caches/lock/kept HTTP/1.1\r\nHost: node\r\nContent-Length: 1000\r\n\r\nhalf", "");

            KeptAlive.Answer answer = client.answer();

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("corral.writes=true");
        }
        assertThat(node.send("OPTIONS", "/caches/lock/kept", null)
                        .join()
                        .headers()
                        .firstValue("Allow"))
                .contains("GET, HEAD, OPTIONS");
    }
}
