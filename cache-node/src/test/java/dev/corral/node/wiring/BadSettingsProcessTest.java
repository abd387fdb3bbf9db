package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged node with impossible settings: it ends with one sentence that names the setting, and with no trace. */
class BadSettingsProcessTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            corral.gate.loads=0                                | corral.gate.loads (0) must be at least 1: raise it
            corral.caches.full.layers=deadline,nosuch,timeout  | corral.caches.full.layers: there is no layer 'nosuch'
            corral.caches.full.layers=                         | corral.caches.full.layers is empty
            corral.orgin.timeout=2s                            | corral.orgin.timeout is not known
            corral.origin.url=http://user:word@h/{key}         | corral.origin.url: an origin's URL has no user or password
            quarkus.http.port=70000                            | quarkus.http.port (70000) must be at most 65535: lower it
            quarkus.http.limits.max-header-size=1              | quarkus.http.limits.max-header-size (1) must be at least 128
            quarkus.redis.hosts=redis://u:word@my_redis:7000   | quarkus.redis.hosts is 'redis://***@my_redis:7000'; it must be
            quarkus.redis.hosts=redis://a:1,redis://b:1        | quarkus.redis.hosts has 2 addresses
            """)
    void impossibleProperty_endsTheStartWithItsSentence(String setting, String sentence) {
        try (NodeProcess node = new NodeProcess(List.of(setting))) {
            assertEnded(node, sentence);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CORRAL_GATE_LOADS              | 0     | corral.gate.loads (0) must be at least 1: raise it
            CORRAL_CACHES_FULL_TTL         | soon  | corral.caches.full.ttl cannot be read from 'soon'
            CORRAL_WRITES                  | maybe | corral.writes cannot be read from 'maybe'
            """)
    void impossibleVariable_endsTheStartWithTheSentenceOfItsProperty(String name, String value, String sentence) {
        try (NodeProcess node = new NodeProcess(List.of(), Map.of(name, value))) {
            assertEnded(node, sentence);
        }
    }

    @Test
    void onePortForBoth_isOneSentence() {
        int port = OwnRedis.freePort();
        try (NodeProcess node =
                new NodeProcess(List.of("quarkus.http.port=" + port, "quarkus.management.port=" + port))) {
            assertEnded(node, "quarkus.http.port and quarkus.management.port are both " + port);
        }
    }

    /** The framework reports the two ports in two ways. */
    @ParameterizedTest
    @ValueSource(strings = {"quarkus.http.port", "quarkus.management.port"})
    void takenPort_isOneSentence(String setting) throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                NodeProcess node = new NodeProcess(List.of(setting + "=" + taken.getLocalPort()))) {
            assertThat(node.ended()).isNotZero();
            assertThat(node.log())
                    .contains("is taken: choose")
                    .contains(setting)
                    .doesNotContain("\tat ", "did not start", "Exception");
        }
    }

    private static void assertEnded(NodeProcess node, String sentence) {
        assertThat(node.ended()).isNotZero();
        assertThat(node.log()).contains(sentence).doesNotContain("Exception", "SRCFG", "\tat ", ":word");
    }
}
