package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.helm.SchemaRules.Broken;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema is closed, and each of its rules refuses a value that breaks it, by that value's name. */
class SchemaTest {

    private static final JsonNode SCHEMA = json(Chart.read(Chart.SOURCE.resolve("values.schema.json")));
    private static final JsonNode VALUES = StrictYaml.tree(Chart.read(Chart.SOURCE.resolve("values.yaml")));

    /** What Kubernetes alone knows the inside of. */
    private static final List<String> OPEN = List.of(
            "/global",
            "/objects",
            "/namedObjects",
            "/node/affinity/nodeAffinity",
            "/node/affinity/podAffinity",
            "/node/affinity/podAntiAffinity");

    /** As many at a time as do not get in each other's way: a render complains about all of them. */
    static List<List<Broken>> batches() {
        List<List<Broken>> batches = new ArrayList<>();
        for (Broken each : SchemaRules.of(SCHEMA, VALUES)) {
            batches.stream()
                    .filter(batch -> batch.stream().noneMatch(each::collides))
                    .findFirst()
                    .orElseGet(() -> {
                        batches.add(new ArrayList<>());
                        return batches.getLast();
                    })
                    .add(each);
        }
        return batches;
    }

    @ParameterizedTest
    @MethodSource("batches")
    void brokenRules_areNamedEach(List<Broken> batch) {
        Overlay values = new Overlay();
        batch.forEach(broken -> values.put(broken.names(), broken.value()));
        Throwable complaint = catchThrowable(() -> Chart.render(values.write()));
        assertThat(complaint).isInstanceOf(IllegalStateException.class);
        assertThat(batch)
                .as(complaint.getMessage())
                .filteredOn(broken -> !complaint.getMessage().contains("at '" + broken.at() + "'"))
                .isEmpty();
    }

    /** A node would not start with it, or no cluster would accept the NetworkPolicy for its port. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "collector:4318",
                "ftp://collector",
                "http://:4318",
                "http://my_collector:4318",
                "http://collector:",
                "http://collector:0",
                "http://collector:65536",
                "http://user@collector",
                "http://collector/?tenant=a"
            })
    void collectorThatANodeRefuses_isNamed(String url) {
        assertThat(catchThrowable(() -> Chart.renderWith("traces.endpoint='" + url + "'")))
                .hasMessageContaining("at '/traces/endpoint'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://collector",
                "https://collector.observability.svc.:65535/v1/traces",
                "http://[fd00::1]:4318",
                "http://10.0.0.1:4318/"
            })
    void collector_isAnyHostAndPort(String url) {
        assertThat(NodeProperties.of(Chart.renderWith("traces.endpoint='" + url + "'")))
                .containsEntry("corral.traces.endpoint", url);
    }

    /** A node would not start with it, or no cluster would accept the NetworkPolicy for its port. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://rows.shop:0/{key}",
                "http://rows.shop:99999/{key}",
                "http://rows.shop:/{key}",
                "http://:80/{key}",
                "http://fd00::1/{key}",
                "http://my_rows/{key}",
                "http://a,b/{key}",
                "http://r%st/{key}",
                "http://rows.shop{key}",
                "http://rows.shop/{key}#rows",
                "http://rows.shop/\u2028{key}"
            })
    void originThatANodeRefuses_isNamed(String url) {
        assertThat(catchThrowable(() -> Chart.renderWith("origin.external.url='" + url + "'")))
                .hasMessageContaining("at '/origin/external/url'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://rows.shop/{key}",
                "http://rows.shop.:65535/a/b?id={key}&c=d",
                "http://[fd00::1]:8080/rows/{key}"
            })
    void origin_isAnyHostPortAndPath(String url) {
        assertThat(NodeProperties.of(Chart.renderWith("origin.external.url='" + url + "'")))
                .containsEntry("corral.origin.url", url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://redis.shop:99999",
                "redis://redis.shop:0",
                "redis://redis.shop:",
                "redis://:6379",
                "redis://fd00::1",
                "redis://a:1,b:2",
                "redis://my_redis"
            })
    void redisThatANodeRefuses_isNamed(String url) {
        assertThat(catchThrowable(() -> Chart.renderWith("redis.external.url='" + url + "'")))
                .hasMessageContaining("at '/redis/external/url'");
    }

    @ParameterizedTest
    @CsvSource({"rediss://redis.shop:6380, 6380", "redis://[fd00::1], 6379", "'redis://[fd00::1]:6380', 6380"})
    void redis_isAnyHostAndPort(String url, int port) {
        Rendering rendering = Chart.renderWith("redis.external.url='" + url + "'");
        assertThat(NodeProperties.of(rendering)).containsEntry("quarkus.redis.hosts", url);
        assertThat(rendering.get(NetworkPolicy.class, "corral-node").getSpec().getEgress())
                .flatExtracting(NetworkPolicyEgressRule::getPorts)
                .extracting(each -> each.getPort().getIntVal())
                .contains(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caches.full.ttl=99999999999999999999s",
                "node.drain.preStop=9223372036854775807h",
                "node.near.maxBytes=9223372036854775807",
                "node.image.repository='{cache-node}'",
                "node.image.repository='a#b'",
                "node.image.tag=-a",
                "redis.existingSecret=a..b",
                "redis.existingSecretKeys.password='..'",
                "nodeSelector={disk: a b}",
                "networkPolicy.clients=[{}]",
                "networkPolicy.clients=[{ipBlock: {cidr: everybody}}]",
                "warm.keys=['full/\u2028']"
            })
    void valueThatKubernetesRefuses_isNamed(String setting) {
        String name = setting.substring(0, setting.indexOf('=')).replace('.', '/');
        assertThat(catchThrowable(() -> Chart.renderWith(setting))).hasMessageContaining("at '/" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"commonAnnotations", "nodeSelector", "node.podAnnotations", "ingress.annotations"})
    void nameThatKubernetesRefuses_isNamed(String map) {
        assertThat(catchThrowable(() -> Chart.renderWith(map + "={a b: c}"))).hasMessageContaining("'a b'");
    }

    @Test
    void nameLongerThanKubernetesAccepts_isNamed() {
        assertThat(catchThrowable(() -> Chart.renderWith("redis.existingSecret=" + "a".repeat(254))))
                .hasMessageContaining("at '/redis/existingSecret'");
        assertThat(Chart.renderWith("redis.existingSecret=" + "a".repeat(253)).objects())
                .isNotEmpty();
    }

    @Test
    void rules_areMany() {
        assertThat(SchemaRules.of(SCHEMA, VALUES)).hasSizeGreaterThan(250);
    }

    @Test
    void everyObject_isClosed() {
        List<String> open = new ArrayList<>();
        findOpen(SCHEMA, "", open);
        assertThat(open).containsExactlyInAnyOrderElementsOf(OPEN);
    }

    /** An older chart lacks values that this one needs: one sentence names the option of Helm, in place of a list of them. */
    @Test
    void valuesOfAnOlderChart_areRefusedWithASentence() {
        assertThat(catchThrowable(() -> Chart.renderWith("demonstration=null", "tests=null", "node.probes=null")))
                .hasMessageContaining("upgrade with --reset-then-reuse-values")
                .hasMessageNotContaining("missing propert");
    }

    /** A default without a rule could be set to anything. */
    @Test
    void everyValue_hasARule() {
        assertRuled(SCHEMA, VALUES, "values");
    }

    private static void assertRuled(JsonNode rule, JsonNode value, String name) {
        JsonNode resolved =
                rule.has("$ref") ? SCHEMA.at(rule.get("$ref").asText().substring(1)) : rule;
        assertThat(resolved.isEmpty()).as(name).isFalse();
        value.properties().forEach(each -> {
            JsonNode own = resolved.path("properties").path(each.getKey());
            assertRuled(
                    own.isMissingNode() ? resolved.path("additionalProperties") : own,
                    each.getValue(),
                    name + "." + each.getKey());
        });
    }

    private static void findOpen(JsonNode node, String name, List<String> open) {
        if (node.path("type").asText().equals("object") && !node.has("additionalProperties")) {
            open.add(name);
        }
        node.properties().forEach(each -> {
            boolean structure = List.of("properties", "definitions", "items").contains(each.getKey());
            findOpen(each.getValue(), structure ? name : name + "/" + each.getKey(), open);
        });
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
