package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.Test;

/** Values by which a cluster's own rules apply to the release: labels, accounts, users, registries, limits. */
class PlatformTest {

    /** Everything that the chart can create. */
    private static final String[] EVERYTHING = {
        "autoscaling.enabled=true",
        "monitoring={enabled: true, grafana: {enabled: true}, dashboards: {enabled: true}}",
        "monitoring.serviceMonitor={enabled: true, labels: {team: prometheus}}",
        "monitoring.prometheusRule.enabled=true",
        "switches.enabled=true"
    };

    @Test
    void commonLabels_areOnEveryObjectAndEveryPod() {
        Rendering rendering = Chart.renderWith(with("commonLabels={team: shop, app.kubernetes.io/part-of: shop}"));
        assertThat(rendering.objects())
                .hasSizeGreaterThan(30)
                .extracting(object -> object.getMetadata().getLabels())
                .allSatisfy(labels -> assertThat(labels)
                        .containsKeys("team", "app.kubernetes.io/instance", "helm.sh/chart")
                        .containsEntry("app.kubernetes.io/part-of", "shop"));
        assertThat(rendering.pods())
                .extracting(PodShape::labels)
                .allSatisfy(labels -> assertThat(labels).containsEntry("team", "shop"));
    }

    /** The operator's Prometheus selects by its own label, whatever the common one of that name is. */
    @Test
    void labelOfAMonitor_winsOverTheCommonOne() {
        assertThat(Chart.renderWith(with("commonLabels={team: shop}")).objects())
                .filteredOn(object -> object.getKind().equals("ServiceMonitor"))
                .hasSize(2)
                .extracting(object -> object.getMetadata().getLabels())
                .allSatisfy(labels -> assertThat(labels).containsEntry("team", "prometheus"));
    }

    @Test
    void commonAnnotations_areOnEveryObject() {
        assertThat(Chart.renderWith(with("commonAnnotations={shop/owner: cache}", "monitoring.dashboards.annotations={a: b}"))
                        .objects())
                .extracting(HasMetadata::getMetadata)
                .allSatisfy(
                        metadata -> assertThat(metadata.getAnnotations()).containsEntry("shop/owner", "cache"));
    }

    @Test
    void labelsAndAnnotationsOfPods_areThoseOfTheirComponent() {
        Rendering rendering = Chart.renderWith(
                "commonLabels={team: shop}",
                "node={podLabels: {team: cache}, podAnnotations: {of: node}}",
                "origin={podLabels: {tier: rows}, podAnnotations: {of: origin}}",
                "redis={podLabels: {tier: store}, podAnnotations: {of: redis}}");
        assertThat(rendering.pod("corral-node").labels()).containsEntry("team", "cache");
        assertThat(rendering.pod("corral-origin").labels())
                .containsEntry("tier", "rows")
                .containsEntry("team", "shop");
        assertThat(rendering.pod("corral-redis").labels()).containsEntry("tier", "store");
        for (String component : new String[] {"node", "origin", "redis"}) {
            assertThat(rendering.pod("corral-" + component).annotations()).containsEntry("of", component);
        }
    }

    private static String[] with(String... settings) {
        String[] all = new String[EVERYTHING.length + settings.length];
        System.arraycopy(EVERYTHING, 0, all, 0, EVERYTHING.length);
        System.arraycopy(settings, 0, all, EVERYTHING.length, settings.length);
        return all;
    }
}
