package dev.corral.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.testing.FreePort;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import dev.corral.node.testing.SelfSigned;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packaged nodes that rehearse. */
class RehearsalProcessTest {

    private static final String KEYS = "corral:?:rehearsal:*";
    private static final Duration LONGEST_FENCE = Duration.ofSeconds(30);
    private static final Pattern COUNT = Pattern.compile("([A-Z_]+) (\\d+)/(\\d+)");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^((?:cache|corral|ft)_\\S+) (\\S+)$");
    /** Samples whose values are times of the machine, or concern Redis as a whole. */
    private static final Pattern PASSING =
            Pattern.compile("corral_redis_.*|corral_breaker_state_seconds.*|corral_loop_lag_seconds");

    private static final String ENDED_CLIENTS = "cache_clients_ended_total\\{[^}]*\\} [1-9]";

    private static final String DEBUG = "quarkus.log.category.\"dev.corral.node.rehearsal\".level=DEBUG";

    @TempDir
    Path folder;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private OwnRedis redis;
    private HeldOrigin origin;

    @BeforeEach
    void surround() {
        redis = new OwnRedis();
        origin = new HeldOrigin();
    }

    @AfterEach
    void leave() {
        nodes.forEach(NodeProcess::close);
        origin.close();
        redis.close();
    }

    @Test
    void rehearsal_takesEveryPathAndLeavesNothing() {
        // The connections of this test, which only read the readiness, are not ended while it runs.
        NodeProcess silent = start("corral.warm.rehearsal=0s", "corral.writes=true", "corral.clients.head-timeout=1m")
                .ready();
        Map<String, String> expected = samples(silent);
        NodeProcess node = start(
                        "corral.warm.rehearsal=1m",
                        "corral.writes=true",
                        "corral.clients.head-timeout=1m",
                        DEBUG,
                        "quarkus.http.access-log.enabled=true")
                .ready();

        assertThat(redisKeys(KEYS)).isEmpty();
        assertThat(origin.callers()).isEmpty();
        assertThat(differences(samples(node), expected)).isEmpty();
        List<String> added = lines(node);
        assertThat(added).hasSize(lines(silent).size() + 2);
        assertThat(added.stream().filter(line -> line.contains("Rehearsal")))
                .as("the line of the rehearsal, and the one of its debug level")
                .hasSize(2)
                .anyMatch(line -> line.contains("Rehearsal is over: "))
                .anyMatch(line -> line.contains("ended by flat latency"));
        assertThat(node.client().get("/caches").body()).doesNotContain("rehearsal");
        Await.until("the line of this client", () -> node.log().contains("\"GET /caches HTTP/1.1\" 200"));
        Map<String, int[]> counts = counts(node.log());
        assertThat(counts).hasSize(Kind.values().length);
        // While the code is cold, a row can be past its TTL before it is read again.
        counts.forEach((kind, count) -> assertThat(count[0])
                .as("%s: %d of %d responses are as expected", kind, count[0], count[1])
                .isGreaterThan(count[1] / 2));
    }

    /** The control of the comparison of samples: the reads of a client are in them. */
    @Test
    void readsOfAClient_areInTheSamples() {
        NodeProcess node = start("corral.warm.rehearsal=0s").ready();
        Map<String, String> before = samples(node);
        node.client().get("/caches/full/k");

        assertThat(differences(samples(node), before)).isNotEmpty();
    }

    @Test
    void noRehearsal_isOff() {
        NodeProcess node = start("corral.warm.rehearsal=0s").ready();

        assertThat(node.readiness()).contains("\"rehearsal\": \"off\"");
        assertThat(node.log()).doesNotContain("Rehearsal");
    }

    @Test
    void limit_endsIt() {
        NodeProcess node = start("corral.warm.rehearsal=300ms").ready();

        assertThat(node.readiness()).contains("\"rehearsal\": \"over\"");
        assertThat(node.log()).contains("ended by its limit of 300 ms");
        assertThat(redisKeys(KEYS)).isEmpty();
    }

    @Test
    void bothPorts_areRehearsed() throws Exception {
        NodeProcess node =
                startWithTls("quarkus.http.insecure-requests=enabled").ready();

        assertThat(node.log())
                .contains("HTTP/1.1 at ", "HTTP/2 at ", "HTTP/1.1 with TLS at ", "HTTP/2 with TLS at ")
                .doesNotContain("Rehearsal continues without");
    }

    @Test
    void onlyThePortWithTls_isRehearsed() throws Exception {
        NodeProcess node =
                startWithTls("quarkus.http.insecure-requests=disabled").ready();

        assertThat(node.log())
                .contains("HTTP/1.1 with TLS at ", "HTTP/2 with TLS at ")
                .doesNotContain("HTTP/1.1 at ", "Rehearsal continues without", "ended by a failure");
    }

    /** A port without TLS that redirects to the one with TLS serves no row. */
    @Test
    void portThatRedirects_isNotRehearsed() throws Exception {
        NodeProcess node =
                startWithTls("quarkus.http.insecure-requests=redirect").ready();

        assertThat(node.log()).contains("HTTP/1.1 with TLS at ").doesNotContain("HTTP/1.1 at ", "ended by a failure");
    }

    @Test
    void versionThatIsOff_isLeftOut() {
        NodeProcess node = start("corral.warm.rehearsal=3s", "quarkus.http.http2=false", DEBUG)
                .ready();

        assertThat(node.log())
                .containsOnlyOnce("Rehearsal continues without HTTP/2 at ")
                .contains("over HTTP/1.1 at ")
                .doesNotContain("ended by a failure");
        assertThat(node.management("/q/metrics")).doesNotContainPattern(ENDED_CLIENTS);
    }

    /** The connections that a node refuses are in its metrics and in its log. */
    @Test
    void portThatAcceptsFewConnections_refusesNone() {
        NodeProcess node = start("corral.warm.rehearsal=3s", "corral.clients.max-connections=8", DEBUG);
        // Each question about the readiness would be a connection, too.
        Await.until(
                "the end of the rehearsal",
                Duration.ofMinutes(1),
                () -> node.log().contains("Rehearsal is over: "));

        assertThat(node.log()).contains("HTTP/1.1 at ", "HTTP/2 at ").doesNotContain("Rehearsal continues without");
        assertThat(node.management("/q/metrics")).doesNotContainPattern(ENDED_CLIENTS);
    }

    @Test
    void cacheWithoutMitigations_isRehearsed() {
        NodeProcess node = start("corral.warm.rehearsal=3s", "corral.cache-names=none", DEBUG)
                .ready();

        assertThat(counts(node.log()).get("FOLLOWED")[0]).isPositive();
        assertThat(node.log()).doesNotContain("ended by a failure", "Exception");
        assertThat(redisKeys(KEYS)).isEmpty();
    }

    private NodeProcess startWithTls(String setting) throws IOException, GeneralSecurityException {
        SelfSigned own = SelfSigned.of("localhost", folder);
        return start(
                "corral.warm.rehearsal=3s",
                "quarkus.http.ssl-port=" + FreePort.next(),
                "quarkus.http.ssl.certificate.files=" + own.certificate(),
                "quarkus.http.ssl.certificate.key-files=" + own.key(),
                setting,
                DEBUG);
    }

    @Test
    void deadRedis_doesNotKeepTheNodeOutOfService() {
        NodeProcess node = start("corral.warm.rehearsal=2s", "quarkus.redis.hosts=redis://127.0.0.1:" + FreePort.next())
                .ready();

        assertThat(node.log()).containsOnlyOnce("Rehearsal is over: ").doesNotContain("Circuit breaker");
    }

    @Test
    void warmList_isLoadedAfterIt() {
        origin.row("a", "{}", 1);
        NodeProcess node =
                start("corral.warm.rehearsal=1s", "corral.warm.keys=lock/a").ready();

        assertThat(node.log()).containsSubsequence("Rehearsal is over: ", "Warm: all 1 keys are loaded");
        assertThat(origin.queries("a")).isEqualTo(1);
    }

    @Test
    void killedNode_leavesOnlyKeysThatExpireSoon() {
        NodeProcess node = start("corral.warm.rehearsal=1m");
        Await.until(
                "keys of a rehearsal",
                Duration.ofMinutes(1),
                () -> !redisKeys(KEYS).isEmpty());
        node.kill();
        node.ended();

        assertThat(redisKeys(KEYS))
                .allSatisfy(key -> assertThat(redis.command("PTTL", key).toLong())
                        .as(key)
                        .isNotEqualTo(-1)
                        .isLessThanOrEqualTo(LONGEST_FENCE.toMillis()));
    }

    @Test
    void stoppedNode_endsAtOnceAndLeavesNothing() {
        NodeProcess node = start("corral.warm.rehearsal=1m");
        Await.until(
                "keys of a rehearsal",
                Duration.ofMinutes(1),
                () -> !redisKeys(KEYS).isEmpty());
        long began = System.nanoTime();
        node.terminate();
        node.ended();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(node.log()).contains("ended by the stop of the node").doesNotContain("Exception");
        assertThat(redisKeys(KEYS)).isEmpty();
    }

    private NodeProcess start(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "quarkus.redis.hosts=" + redis.uri(),
                "corral.origin.url=" + origin.url(),
                "corral.node.name=node-" + (nodes.size() + 1)));
        settings.addAll(List.of(more));
        NodeProcess node = new NodeProcess(settings);
        nodes.add(node);
        return node;
    }

    private List<String> redisKeys(String pattern) {
        List<String> keys = new ArrayList<>();
        for (Response key : redis.command("KEYS", pattern)) {
            keys.add(key.toString());
        }
        return keys;
    }

    /** The samples of a node by their names, without those that change by themselves. */
    private static Map<String, String> samples(NodeProcess node) {
        Matcher sample = SAMPLE.matcher(node.management("/q/metrics"));
        Map<String, String> samples = new TreeMap<>();
        while (sample.find()) {
            if (!PASSING.matcher(sample.group(1)).matches()) {
                samples.put(sample.group(1), sample.group(2));
            }
        }
        return samples;
    }

    private static Map<String, String> differences(Map<String, String> samples, Map<String, String> expected) {
        Map<String, String> differences = new TreeMap<>();
        samples.forEach((name, value) -> {
            if (!value.equals(expected.get(name))) {
                differences.put(name, value + " instead of " + expected.get(name));
            }
        });
        expected.keySet().stream()
                .filter(name -> !samples.containsKey(name))
                .forEach(name -> differences.put(name, "absent"));
        return differences;
    }

    private static List<String> lines(NodeProcess node) {
        return node.log().lines().collect(Collectors.toList());
    }

    private static Map<String, int[]> counts(String log) {
        Map<String, int[]> counts = new HashMap<>();
        Matcher count = COUNT.matcher(log.substring(log.indexOf("Responses as expected: ")));
        while (count.find()) {
            counts.put(count.group(1), new int[] {Integer.parseInt(count.group(2)), Integer.parseInt(count.group(3))});
        }
        return counts;
    }
}
