package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The ladder, the slow origin and the load test are those of a demonstration, which production turns off. */
class DemonstrationTest {

    private static final Path PRODUCTION = Path.of("src/test/resources/values/production.yaml");
    private static final String NAMES = "corral.cache-names";
    private static final String OFF = "demonstration=false";
    private static final String ORIGIN = "origin.external.url=http://rows.shop/{key}";

    @Test
    void demonstration_isOnByDefault() {
        assertThat(NodeProperties.of(Chart.renderWith()))
                .containsEntry(NAMES, "full,jitter,lock,naive,negative,none,single-flight,swr");
    }

    /** Every cache of values.yaml is removed, so that the chart's two lists of the ladder are equal. */
    @Test
    void withoutIt_noCacheOfTheLadderIsLeft() {
        Properties properties = NodeProperties.of(
                Chart.renderWith(OFF, ORIGIN, "caches.shop={layers: [deadline, lookup, fill, timeout]}"));
        assertThat(properties).containsEntry(NAMES, "shop");
        assertThat(properties.stringPropertyNames())
                .filteredOn(name -> name.startsWith("corral.caches."))
                .allMatch(name -> name.startsWith("corral.caches.shop."));
    }

    @Test
    void cacheThatTheValuesChange_staysWithItsLayers() {
        assertThat(NodeProperties.of(Chart.render(PRODUCTION)))
                .containsEntry(NAMES, "full,prices")
                .containsEntry(
                        "corral.caches.full.layers",
                        "deadline,near,lookup,single-flight,lock,fill,breaker,gate,timeout")
                .containsEntry("corral.caches.full.ttl", "1m")
                .doesNotContainKey("corral.caches.full.ttl-by-prefix.hot");
    }

    @Test
    void null_removesACache() {
        Properties properties = NodeProperties.of(Chart.renderWith("caches={none: null, naive: null}"));
        assertThat(properties)
                .containsEntry(NAMES, "full,jitter,lock,negative,single-flight,swr")
                .doesNotContainKeys("corral.caches.none.layers", "corral.caches.naive.layers");
    }

    /** The wait in the queue of a gate lengthens loads only where a cache has a gate. */
    @Test
    void removedFull_hasNoGate() {
        assertThat(Chart.renderWith("caches.full=null", "node.gate.queue=65").objects())
                .isNotEmpty();
    }

    @Test
    void notes_stateHowToTurnItOff() {
        assertThat(Notes.of())
                .contains("This release is a demonstration", "set demonstration=false, origin.external.url");
        assertThat(Notes.of(OFF, ORIGIN, "caches.full.ttl=1m")).doesNotContain("is a demonstration");
    }

    @Test
    void withoutIt_thereIsNoOriginAndNoLoadTest() {
        Rendering rendering = Chart.render(PRODUCTION);
        assertThat(rendering.objects())
                .extracting(object -> object.getMetadata().getName())
                .noneMatch(name -> name.startsWith("corral-origin"));
        assertThat(rendering.get(NetworkPolicy.class, "corral-node").getSpec().getIngress())
                .flatExtracting(rule -> rule.getFrom())
                .isNotEmpty()
                .noneMatch(peer -> peer.toString().contains("load-test"));
    }
}
