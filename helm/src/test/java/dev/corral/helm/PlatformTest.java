package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.file.Path;
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
        assertThat(rendering.jobs())
                .hasSize(2)
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

    /** A Prometheus of the cluster can discover Pods by the same annotations as the chart's: none is there twice. */
    @Test
    void scrapeAnnotationOfTheValues_replacesThatOfTheChart() {
        Rendering rendering = Chart.renderWith(with(
                "node.podAnnotations={prometheus.io/scrape: 'false'}",
                "origin.podAnnotations={prometheus.io/port: '9999'}"));
        assertThat(rendering.pod("corral-node").annotations())
                .containsEntry("prometheus.io/scrape", "false")
                .containsEntry("prometheus.io/port", "9081");
        assertThat(rendering.pod("corral-origin").annotations())
                .containsEntry("prometheus.io/scrape", "true")
                .containsEntry("prometheus.io/port", "9999");
    }

    @Test
    void commonAnnotations_areOnEveryObject() {
        Rendering rendering = Chart.renderWith(
                with("commonAnnotations={shop/owner: cache}", "monitoring.dashboards.annotations={a: b}"));
        assertThat(rendering.objects())
                .extracting(HasMetadata::getMetadata)
                .allSatisfy(metadata -> assertThat(metadata.getAnnotations()).containsEntry("shop/owner", "cache"));
    }

    /** A restarted Redis has no rows. */
    @Test
    void commonAnnotations_restartNoPod() {
        Rendering before = Chart.renderWith(with());
        Rendering after = Chart.renderWith(with("commonAnnotations={shop/owner: cache}"));
        for (String pod : new String[] {"node", "origin", "redis", "prometheus", "grafana"}) {
            assertThat(after.pod("corral-" + pod)).isEqualTo(before.pod("corral-" + pod));
        }
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

    @Test
    void serviceAccount_isThatOfEveryPodAndGetsNoToken() {
        Rendering rendering = Chart.renderWith(with("serviceAccount={create: true, annotations: {cloud/role: cache}}"));
        ServiceAccount account = rendering.get(ServiceAccount.class, "corral");
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
        assertThat(account.getMetadata().getAnnotations()).containsEntry("cloud/role", "cache");
        assertThat(rendering.pods())
                .extracting(pod -> pod.spec().getServiceAccountName())
                .containsOnly("corral");
    }

    @Test
    void serviceAccountOfOthers_isUsedAndNotCreated() {
        assertThat(Chart.renderWith().pods())
                .extracting(pod -> pod.spec().getServiceAccountName())
                .containsOnlyNulls();
        Rendering rendering = Chart.renderWith("serviceAccount.name=shop");
        assertThat(rendering.all(ServiceAccount.class))
                .extracting(account -> account.getMetadata().getName())
                .containsExactlyInAnyOrder("corral-secrets", "corral-secrets-removal");
        assertThat(rendering.pods())
                .extracting(pod -> pod.spec().getServiceAccountName())
                .containsOnly("shop");
    }

    /** OpenShift refuses a Pod that asks for a user outside of the range of its namespace. */
    @Test
    void usersAndGroups_canBeLeftToTheCluster() {
        assertThat(Chart.renderWith(with("podSecurityContext={runAsUser: null, runAsGroup: null, fsGroup: null}"))
                        .pods())
                .extracting(pod -> pod.spec().getSecurityContext())
                .allSatisfy(context -> {
                    assertThat(context.getRunAsUser()).isNull();
                    assertThat(context.getRunAsGroup()).isNull();
                    assertThat(context.getFsGroup()).isNull();
                    assertThat(context.getRunAsNonRoot()).isTrue();
                    assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
                });
    }

    @Test
    void securityContext_isThatOfEveryContainer() {
        assertThat(Chart.renderWith(with("securityContext.seLinuxOptions={level: 's0:c1'}"))
                        .pods())
                .extracting(pod -> pod.container().getSecurityContext())
                .allSatisfy(context -> {
                    assertThat(context.getSeLinuxOptions().getLevel()).isEqualTo("s0:c1");
                    assertThat(context.getReadOnlyRootFilesystem()).isTrue();
                });
    }

    @Test
    void revisionHistoryLimit_isThatOfEveryDeployment() {
        assertThat(Chart.renderWith(with("revisionHistoryLimit=3")).all(Deployment.class))
                .hasSize(4)
                .extracting(deployment -> deployment.getSpec().getRevisionHistoryLimit())
                .containsOnly(3);
    }

    /** Before Kubernetes 1.33 a change of it in a StatefulSet is refused, in the middle of an upgrade. */
    @Test
    void revisionHistoryLimit_isNotThatOfRedis() {
        assertThat(Chart.renderWith("revisionHistoryLimit=3")
                        .get(StatefulSet.class, "corral-redis")
                        .getSpec()
                        .getRevisionHistoryLimit())
                .isNull();
    }

    @Test
    void imageRegistry_replacesThatOfEveryImage() {
        Rendering rendering = Chart.renderWith(with("global.imageRegistry=registry.shop:5000/mirror/"));
        assertThat(rendering.pods())
                .extracting(pod -> pod.container().getImage())
                .allMatch(image -> image.startsWith("registry.shop:5000/mirror/"))
                .contains(
                        "registry.shop:5000/mirror/cache-node:0.2.0",
                        "registry.shop:5000/mirror/redis:7.4-alpine",
                        "registry.shop:5000/mirror/prom/prometheus:v3.5.0");
    }

    @Test
    void digest_isUsedInPlaceOfTheTag() {
        String digest = "sha256:" + "0123456789abcdef".repeat(4);
        assertThat(Chart.renderWith("node.image={tag: v1, digest: '" + digest + "'}")
                        .pod("corral-node")
                        .container()
                        .getImage())
                .isEqualTo("corral.dev/cache-node@" + digest);
    }

    @Test
    void extras_areAddedToThePodsOfNodesAndRedis() {
        String extras = "{extraVolumes: [{name: shop, secret: {secretName: shop}}],"
                + " extraVolumeMounts: [{name: shop, mountPath: /etc/shop, readOnly: true}],"
                + " extraContainers: [{name: exporter, image: 'exporter:1'}]}";
        Rendering rendering = Chart.renderWith("node=" + extras, "redis=" + extras);
        for (String name : new String[] {"corral-node", "corral-redis"}) {
            PodSpec pod = rendering.pod(name).spec();
            assertThat(pod.getVolumes()).extracting(Volume::getName).contains("shop", "config");
            assertThat(pod.getContainers().getFirst().getVolumeMounts())
                    .extracting(VolumeMount::getMountPath)
                    .contains("/etc/shop")
                    .hasSizeGreaterThan(2);
            assertThat(pod.getContainers()).hasSize(2);
            assertThat(pod.getContainers().getLast().getImage()).isEqualTo("exporter:1");
        }
    }

    /** The API server refuses a number where it expects a name. */
    @Test
    void namesOfDigits_areText() {
        Path values = Overlay.of(
                        "redis={existingSecret: '1', tls: {existingSecret: '1'}}",
                        "redis.volumeClaim={enabled: true, storageClassName: '1'}",
                        "switches={enabled: true, existingSecret: '1'}",
                        "serviceAccount.name='1'",
                        "priorityClassName='1'",
                        "node.service={type: LoadBalancer, loadBalancerClass: '1'}",
                        "ingress={enabled: true, className: '1', hosts: [{host: cache.shop}]}")
                .write();
        assertThat(Chart.text(Chart.SOURCE, "corral", values).lines().filter(line -> line.endsWith(": \"1\"")))
                .hasSizeGreaterThan(10);
        assertThat(Chart.text(Chart.SOURCE, "corral", values).lines())
                .noneMatch(line -> line.matches(".*: 1[,}]*") && line.matches(".*(Name|Class|value): .*"));
    }

    @Test
    void envFrom_isThatOfTheNodes() {
        assertThat(Chart.renderWith("node.envFrom=[{secretRef: {name: shop}, prefix: SHOP_}]")
                        .pod("corral-node")
                        .container()
                        .getEnvFrom())
                .singleElement()
                .satisfies(source -> {
                    assertThat(source.getSecretRef().getName()).isEqualTo("shop");
                    assertThat(source.getPrefix()).isEqualTo("SHOP_");
                });
    }

    @Test
    void timesOfProbes_areThoseOfTheValues() {
        String times = ".probes={startup: {failureThreshold: 300}, readiness: {periodSeconds: 11},"
                + " liveness: {initialDelaySeconds: 7, timeoutSeconds: 9}}";
        Rendering rendering = Chart.renderWith("node" + times, "origin" + times, "redis" + times);
        for (String name : new String[] {"corral-node", "corral-origin", "corral-redis"}) {
            Container container = rendering.pod(name).container();
            assertThat(container.getStartupProbe().getFailureThreshold()).isEqualTo(300);
            assertThat(container.getLivenessProbe().getInitialDelaySeconds()).isEqualTo(7);
            assertThat(container.getLivenessProbe().getTimeoutSeconds()).isEqualTo(9);
            assertThat(container.getLivenessProbe().getFailureThreshold()).isEqualTo(6);
            assertThat(container.getReadinessProbe().getPeriodSeconds()).isEqualTo(11);
        }
    }

    private static String[] with(String... settings) {
        String[] all = new String[EVERYTHING.length + settings.length];
        System.arraycopy(EVERYTHING, 0, all, 0, EVERYTHING.length);
        System.arraycopy(settings, 0, all, EVERYTHING.length, settings.length);
        return all;
    }
}
