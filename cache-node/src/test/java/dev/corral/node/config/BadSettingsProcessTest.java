package dev.corral.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.testing.FreePort;
import dev.corral.node.testing.NodeProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged node with invalid settings: it exits with one sentence that names the setting, and without a stack
 * trace.
 */
class BadSettingsProcessTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            corral.gate.loads=0                                | corral.gate.loads (0) must be at least 1: raise it
            corral.caches.full.layers=deadline,nosuch,timeout  | corral.caches.full.layers: there is no layer 'nosuch'
            corral.caches.full.layers=                         | corral.caches.full.layers is empty
            corral.orgin.timeout=2s                            | corral.orgin.timeout is not known
            corral.origin.url=http://user:word@h/{key}         | corral.origin.url: an origin's URL must have no user or password
            quarkus.http.port=70000                            | quarkus.http.port (70000) must be at most 65535: lower it
            quarkus.http.limits.max-header-size=1              | quarkus.http.limits.max-header-size (1) must be at least 128
            quarkus.redis.hosts=redis://u:word@my_redis:7000   | quarkus.redis.hosts is 'redis://***@my_redis:7000'; it must be
            quarkus.redis.hosts=redis://a:1,redis://b:1        | quarkus.redis.hosts has 2 addresses
            quarkus.redis.hosts=localhost:6379                 | quarkus.redis.hosts is 'localhost:6379'; it must be redis://
            quarkus.redis.hosts=http://h:1                     | quarkus.redis.hosts is 'http://h:1'; it must be redis://
            quarkus.redis.hosts=redis:/h                       | quarkus.redis.hosts is 'redis:/h'; it must be redis://
            quarkus.redis.hosts=redis://h:0                    | quarkus.redis.hosts is 'redis://h:0'; it must be redis://
            quarkus.redis.hosts=redis://h:99999                | quarkus.redis.hosts is 'redis://h:99999'; it must be redis://
            quarkus.redis.hosts=redis://h/first                | quarkus.redis.hosts is 'redis://h/first'; it must be redis://
            quarkus.redis.hosts=redis://:wo@:word@h            | quarkus.redis.hosts is 'redis://***@h'; it must be redis://
            quarkus.redis.hosts=unix:///tmp/redis.sock         | a Unix socket is not supported
            corral.cache.full.ttl=3s                           | the nearest known name is corral.caches.full.ttl:
            corral.caches.full.tttl=3s                         | the nearest known name is corral.caches.full.ttl:
            corral.caches.ful.ttl=3s                           | the nearest known cache is full
            quarkus.http.prot=1                                | quarkus.http.prot is not known; the nearest known name is quarkus.http.port:
            quarkus.nothing.of.the.kind=1                      | quarkus.nothing.of.the.kind is not known
            quarkus.http.root-path=/x                          | quarkus.http.root-path is fixed when the node is built
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
            CORRAL_WRITS                   | true  | CORRAL_WRITS is not known; the nearest known name is CORRAL_WRITES:
            """)
    void impossibleVariable_endsTheStartWithTheSentenceOfItsProperty(String name, String value, String sentence) {
        try (NodeProcess node = new NodeProcess(List.of(), Map.of(name, value))) {
            assertEnded(node, sentence);
        }
    }

    @Test
    void onePortForBoth_isOneSentence() {
        int port = FreePort.next();
        try (NodeProcess node =
                new NodeProcess(List.of("quarkus.http.port=" + port, "quarkus.management.port=" + port))) {
            assertEnded(node, "quarkus.http.port and quarkus.management.port are both " + port);
        }
    }

    /** The framework reports the two ports in two different ways. */
    @ParameterizedTest
    @ValueSource(strings = {"quarkus.http.port", "quarkus.management.port"})
    void takenPort_isOneSentence(String setting) throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                NodeProcess node = new NodeProcess(List.of(setting + "=" + taken.getLocalPort()))) {
            assertThat(node.ended()).isNotZero();
            assertThat(node.log())
                    .contains("is in use: choose")
                    .contains(setting)
                    .doesNotContain("\tat ", "did not start", "Exception");
        }
    }

    /** Names that have an effect, or that belong to other software, are never refused. */
    @Test
    void legitimateNames_areNoReasonToEnd() {
        List<String> settings = List.of(
                "quarkus.log.category.\"a.b\".level=INFO",
                "quarkus.tls.mine.trust-all=true",
                "quarkus.http.limits.max-form-attribute-size=2K",
                "quarkus.http.port=0",
                "%prod.corral.writes=true",
                "%dev.quarkus.http.port=1",
                "quarkus.profile=prod",
                "quarkus.http.enable-compression=false",
                "corral.caches.mine.layers=deadline,lookup,fill,timeout",
                "corral.caches.mine.ttl-by-prefix.\"a.b\"=3s",
                "corral.caches.mine.ttl-by-prefix.x=3s");
        Map<String, String> environment = Map.of(
                "CORRAL_NODE_PORT", "tcp://10.0.0.1:80",
                "CORRAL_REDIS_SERVICE_HOST", "10.0.0.1",
                "CORRAL_IMAGE_TAG", "1",
                "QUARKUS_HTTP_PROT", "1",
                "QUARKUS_LOG_LEVEL", "INFO");
        try (NodeProcess node = new NodeProcess(settings, environment)) {
            dev.corral.node.testing.Await.until(
                    "the node has started, see its log",
                    java.time.Duration.ofMinutes(1),
                    () -> node.log().contains("started in") || !node.alive());

            assertThat(node.alive()).as(node.log()).isTrue();
            assertThat(node.log()).contains("Environment variable CORRAL_IMAGE_TAG is ignored");
        }
    }

    private static void assertEnded(NodeProcess node, String sentence) {
        assertThat(node.ended()).isNotZero();
        assertThat(node.log()).contains(sentence).doesNotContain("Exception", "SRCFG", "\tat ", ":word");
    }
}
