package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tests of a release fail where something is wrong, and only there. */
class HelmTestsTest {

    private static final Path VALUES = Path.of("src/test/resources/values");
    private static final String ORIGIN = "origin.external.url='https://rows.shop/{key}'";

    @Test
    void namedClients_doNotRefuseTheTests() {
        Rendering rendering = Chart.render(VALUES.resolve("clients.yaml"));
        Reach reach = new Reach(rendering);
        PodShape node = rendering.pod("corral-node");
        assertThat(tests(rendering))
                .hasSizeGreaterThan(4)
                .allSatisfy(test -> assertThat(reach.reaches(
                                test.labels(), node, node.container().getPorts().getFirst()))
                        .as(test.name())
                        .isTrue());
    }

    /** A namespace can have a quota on the limits of CPU and memory. */
    @Test
    void tests_haveLimitsAndResourcesOfTheirOwn() {
        assertThat(tests(Chart.renderWith()))
                .hasSizeGreaterThan(4)
                .allSatisfy(test -> assertThat(limits(test)).containsOnlyKeys("cpu", "memory"));
        assertThat(tests(Chart.renderWith("tests.resources.limits={cpu: 200m, memory: 64Mi}")))
                .allSatisfy(test -> assertThat(limits(test)).containsEntry("cpu", new Quantity("200m")));
    }

    @Test
    void labelsAndAnnotations_areThoseOfTheValues() {
        Rendering rendering = Chart.renderWith(
                "tests={podLabels: {tier: tests}, podAnnotations: {sidecar.istio.io/inject: 'false'}}");
        assertThat(tests(rendering)).hasSizeGreaterThan(4).allSatisfy(test -> {
            assertThat(test.labels())
                    .containsEntry("tier", "tests")
                    .containsEntry("app.kubernetes.io/component", "test");
            assertThat(test.annotations())
                    .containsEntry("sidecar.istio.io/inject", "false")
                    .containsEntry("hook", "test");
        });
        assertThat(rendering.pod("corral-node").labels()).doesNotContainKey("tier");
    }

    /** Without it, Helm prints that a test or a Job has failed, and no reason. */
    @Test
    void failedTestsAndJobs_haveTheirReasonInTheOutputOfHelm() {
        assertThat(Chart.renderWith().objects())
                .filteredOn(object -> object instanceof Pod || object instanceof Job)
                .hasSizeGreaterThan(6)
                .allSatisfy(object -> assertThat(object.getMetadata().getAnnotations())
                        .containsEntry("hook-output-log-policy", "hook-failed"));
    }

    @Test
    void ladder_claimsWhatItsNamesPromise() {
        assertThat(claims())
                .containsExactly("lock fleet 2000", "naive herd 2000", "single-flight node 2000", "swr fleet 2000");
        assertThat(claims("caches.lock.layers=[deadline,lookup,fill,timeout]")).contains("lock fleet 2000");
        assertThat(claims("caches.swr.layers=[deadline,lookup,single-flight,fill,timeout]"))
                .contains("swr fleet 2000");
        assertThat(claims("caches.single-flight.layers=[deadline,timeout]")).contains("single-flight node 2000");
        assertThat(claims("caches.naive.layers=[deadline,lookup,single-flight,fill,timeout]"))
                .contains("naive node 2000");
    }

    @Test
    void cacheOfOnesOwn_claimsWhatItsLayersDo() {
        assertThat(claims("caches.rows={layers: [deadline,lookup,single-flight,lock,fill,timeout], ttl: 5s}"))
                .contains("rows fleet 5000");
        assertThat(claims("caches.rows={layers: [deadline,lookup,fill,timeout], ttl: 1m}"))
                .noneMatch(claim -> claim.startsWith("rows "));
    }

    @Test
    void cachesWithoutAClaim_areNamed() {
        assertThat(environment(Chart.renderWith(), "corral-test-claim"))
                .containsEntry("UNCLAIMED", "full, jitter, negative, none");
    }

    @Test
    void testOfNothing_isNamedSo() {
        assertThat(untested(ORIGIN)).contains("origin.external.url is set");
        assertThat(untested("origin.control=false")).contains("origin.control is false");
        assertThat(untested("caches={naive: {beta: 1}, single-flight: {jitter: 0.1}, lock: {beta: 1}, swr: {beta: 1}}"))
                .startsWith("no cache has sharp boundaries");
        assertThat(Chart.renderWith().pods()).noneMatch(pod -> pod.name().equals("corral-test-claim-not-tested"));
    }

    @Test
    void connections_areTestedWithTheRuleThatAllowsThem() {
        Rendering rendering = Chart.renderWith(
                ORIGIN,
                "redis.external.url=redis://redis.shop:6379",
                "redis.external.user=rows",
                "redis.existingSecret=shop-redis",
                "networkPolicy.egress.dns.ports=[5353]");
        Map<String, String> environment = environment(rendering, "corral-test-connections");
        assertThat(environment.get("ORIGIN")).isEqualTo("https://rows.shop/{key}");
        assertThat(environment.get("ORIGIN_RULE"))
                .contains(
                        "NetworkPolicy corral-node allows port 443 of any address for it",
                        "and port 5353 of any address for DNS",
                        "set origin.external.ports and origin.external.peers");
        assertThat(environment.get("REDIS")).isEqualTo("redis://redis.shop:6379");
        assertThat(environment.get("REDIS_RULE"))
                .contains("allows port 6379 of any address", "set redis.external.ports")
                .endsWith("The nodes connect as user rows with the password in Secret shop-redis.");
        assertThat(environment.get("STORED")).isEqualTo("full");
    }

    @Test
    void connectionsInTheRelease_haveTheRuleOfItsPods() {
        assertThat(environment(Chart.renderWith(), "corral-test-connections").get("ORIGIN_RULE"))
                .contains("NetworkPolicy corral-node allows the origin Pods of this release")
                .doesNotContain("origin.external");
        assertThat(environment(Chart.renderWith("networkPolicy.enabled=false"), "corral-test-connections"))
                .containsEntry("ORIGIN_RULE", "No NetworkPolicy of this release restricts the connection.");
    }

    /** With an origin and a Redis of others, the management ports of the nodes remain closed. */
    @Test
    void outsider_isTestedWhereAnyPortIsClosed() {
        Rendering rendering = Chart.renderWith(
                ORIGIN, "redis.external.url=redis://redis.shop:6379", "demonstration=false", "caches.full.ttl=1m");
        assertThat(rendering.pod("corral-test-outsider").container().getArgs())
                .containsExactly("/etc/corral/tests/reach", "refused", "corral-node-pods:9081");
        assertThat(tests(rendering)).noneMatch(test -> test.name().equals("corral-test-insider"));
    }

    /** A pipe hides a failed request, and a request that curl repeats by itself loses its output. */
    @Test
    void scripts_repeatRequestsThemselves() {
        assertThat(Chart.in(Chart.SOURCE.resolve("scripts"), ".sh"))
                .hasSizeGreaterThan(4)
                .allSatisfy(script -> assertThat(Chart.read(script).lines())
                        .noneMatch(line -> line.contains("--retry"))
                        .noneMatch(line -> line.matches(".*curl .*[^|]\\| *sed .*")));
    }

    private static String untested(String... settings) {
        Rendering rendering = Chart.renderWith(settings);
        assertThat(rendering.pods()).noneMatch(pod -> pod.name().equals("corral-test-claim"));
        return environment(rendering, "corral-test-claim-not-tested").get("UNTESTED");
    }

    private static List<String> claims(String... settings) {
        return environment(Chart.renderWith(settings), "corral-test-claim")
                .get("CLAIMS")
                .lines()
                .toList();
    }

    private static Map<String, String> environment(Rendering rendering, String pod) {
        return rendering.pod(pod).container().getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private static Map<String, Quantity> limits(PodShape pod) {
        return pod.container().getResources().getLimits();
    }

    private static List<PodShape> tests(Rendering rendering) {
        return rendering.pods().stream()
                .filter(pod -> pod.name().contains("-test-"))
                .toList();
    }
}
