package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets are created once, by a Job, and no render contains or changes one. */
class SecretsTest {

    private static final Path VALUES = Path.of("src/test/resources/values");
    private static final String ON = "switches.enabled=true";

    /** Argo CD and Flux render without the cluster's Secrets, again and again. */
    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void render_hasNoSecretAndIsTheSameEachTime(Path values) {
        String text = Chart.text(Chart.SOURCE, "corral", values);
        assertThat(Rendering.of(text).all(Secret.class)).isEmpty();
        assertThat(Chart.text(Chart.SOURCE, "corral", values)).isEqualTo(text);
        assertThat(Chart.render(values).objects())
                .as("with the hooks")
                .isEqualTo(Chart.render(values).objects());
    }

    @Test
    void render_hasTheCommandForInstallationsWithoutHooks() {
        assertThat(Chart.text(Chart.SOURCE, "corral", VALUES.resolve("default.yaml")))
                .contains(
                        "# Where hooks do not run, create it before you apply this, and set redis.existingSecret=corral-redis:",
                        "kubectl --namespace shop create secret generic corral-redis");
        assertThat(Chart.text(Chart.SOURCE, "corral", VALUES.resolve("switches.yaml")))
                .contains("kubectl --namespace shop create secret generic corral-switches --from-literal=token=");
        assertThat(Chart.text(Chart.SOURCE, "corral", VALUES.resolve("existing-secret.yaml")))
                .doesNotContain("create secret");
        assertThat(Chart.text(Chart.SOURCE, "corral", VALUES.resolve("switches-secret.yaml")))
                .doesNotContain("corral-switches");
    }

    @Test
    void secrets_areThoseThatTheValuesDoNotName() {
        assertThat(DrawnSecrets.of(Chart.renderWith()))
                .isEqualTo(Map.of("corral-redis", List.of("password", "admin-password")));
        assertThat(DrawnSecrets.of(Chart.renderWith(ON, "redis.existingSecret=cache-passwords")))
                .isEqualTo(Map.of("corral-switches", List.of("token")));
        Rendering none = Chart.renderWith(ON, "redis.existingSecret=a", "switches.existingSecret=b");
        assertThat(DrawnSecrets.of(none)).isEmpty();
        assertThat(none.jobs()).isEmpty();
        assertThat(none.all(Role.class)).isEmpty();
    }

    @Test
    void jobs_runBeforeTheObjectsAndAfterTheirDeletion() {
        Rendering rendering = Chart.renderWith();
        assertThat(hook(rendering, "corral-secrets")).isEqualTo("pre-install,pre-upgrade");
        assertThat(hook(rendering, "corral-secrets-removal")).isEqualTo("post-delete");
    }

    @Test
    void roles_areForExactlyTheseSecrets() {
        Rendering rendering = Chart.renderWith(ON);
        assertThat(rules(rendering, "corral-secrets"))
                .satisfiesExactly(
                        rule -> {
                            assertThat(rule.getVerbs()).containsExactly("create");
                            assertThat(rule.getResources()).containsExactly("secrets");
                        },
                        rule -> {
                            assertThat(rule.getVerbs()).containsExactly("get", "patch");
                            assertThat(rule.getResourceNames()).containsExactly("corral-redis", "corral-switches");
                        });
        assertThat(rules(rendering, "corral-secrets-removal"))
                .satisfiesExactly(
                        rule -> {
                            assertThat(rule.getVerbs()).containsExactly("get", "delete");
                            assertThat(rule.getResourceNames()).containsExactly("corral-redis", "corral-switches");
                        },
                        rule -> {
                            assertThat(rule.getVerbs()).containsExactly("get");
                            assertThat(rule.getResourceNames()).containsExactly("corral-node");
                        },
                        rule -> {
                            assertThat(rule.getVerbs()).containsExactly("get");
                            assertThat(rule.getResourceNames()).containsExactly("corral-redis");
                        });
    }

    /** A Secret of the installer that has the name of a created one is never deleted. */
    @Test
    void removal_leavesOutTheSecretsOfTheInstaller() {
        Rendering rendering = Chart.renderWith(ON, "redis.existingSecret=corral-redis");
        assertThat(rules(rendering, "corral-secrets-removal").getFirst().getResourceNames())
                .containsExactly("corral-switches");
    }

    @Test
    void bindings_joinEachRoleToItsOwnAccount() {
        Rendering rendering = Chart.renderWith();
        assertThat(rendering.all(RoleBinding.class)).hasSize(2).allSatisfy(binding -> {
            String name = binding.getMetadata().getName();
            assertThat(binding.getRoleRef().getName()).isEqualTo(name);
            assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
                assertThat(subject.getName()).isEqualTo(name);
                assertThat(subject.getNamespace()).isEqualTo("shop");
            });
            assertThat(rendering.find(ServiceAccount.class, name)).isPresent();
            assertThat(rendering
                            .get(Job.class, name)
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getServiceAccountName())
                    .isEqualTo(name);
        });
    }

    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void jobs_areHardenedAndReachTheApiServer(Path values) {
        Rendering rendering = Chart.render(values);
        for (PodShape job : rendering.jobs()) {
            assertThat(job.spec().getAutomountServiceAccountToken()).isFalse();
            PodSecurityContext user = job.spec().getSecurityContext();
            assertThat(user.getRunAsNonRoot()).isTrue();
            assertThat(user.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(job.container().getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(job.container().getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(job.container().getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(job.container().getResources().getLimits()).containsKey("memory");
            List<NetworkPolicy> policies = rendering.all(NetworkPolicy.class).stream()
                    .filter(policy -> selects(policy, job))
                    .toList();
            int expected = rendering.all(NetworkPolicy.class).isEmpty() ? 0 : 1;
            assertThat(policies).hasSize(expected).allSatisfy(policy -> isOpen(policy, job));
        }
    }

    /** A sidecar does not end with the script, and the hook would wait for it. */
    @Test
    void jobs_haveNoSidecarOfAServiceMesh() {
        assertThat(Chart.renderWith("commonLabels={sidecar.istio.io/inject: 'true'}")
                        .jobs())
                .hasSize(2)
                .allSatisfy(job -> {
                    assertThat(job.labels()).containsEntry("sidecar.istio.io/inject", "false");
                    assertThat(job.annotations())
                            .containsEntry("sidecar.istio.io/inject", "false")
                            .containsEntry("linkerd.io/inject", "disabled");
                });
    }

    /** Policies of a cluster can allow only known tools. */
    @Test
    void createdSecrets_nameNoTool() {
        assertThat(Chart.renderWith("commonLabels={team: shop}").jobs())
                .hasSize(2)
                .flatExtracting(job -> job.container().getEnv())
                .filteredOn(variable -> variable.getName().equals("LABELS"))
                .extracting(EnvVar::getValue)
                .allSatisfy(labels -> assertThat(labels)
                        .contains("\"corral.dev/drawn\":\"true\"", "\"team\":\"shop\"", "\"helm.sh/chart\":\"corral-")
                        .doesNotContain("managed-by"));
    }

    private static boolean selects(NetworkPolicy policy, PodShape pod) {
        Map<String, String> selected = policy.getSpec().getPodSelector().getMatchLabels();
        return pod.labels().entrySet().containsAll(selected.entrySet());
    }

    /** The policy exists as long as the Job, and allows every connection that the Job opens. */
    private static void isOpen(NetworkPolicy policy, PodShape job) {
        assertThat(policy.getMetadata().getName()).isEqualTo(job.name());
        assertThat(policy.getMetadata().getAnnotations()).containsKey("hook");
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress()).isEmpty();
        assertThat(policy.getSpec().getEgress()).singleElement().satisfies(rule -> {
            assertThat(rule.getTo()).isEmpty();
            assertThat(rule.getPorts()).isEmpty();
        });
    }

    /** A restart empties Redis. */
    @ParameterizedTest
    @MethodSource("dev.corral.helm.Chart#matrix")
    void restartsOfRedis_dependOnItsPortAlone(Path values) {
        Chart.render(values).pods().stream()
                .filter(pod -> "redis".equals(pod.labels().get("app.kubernetes.io/component")))
                .map(PodShape::container)
                .forEach(redis -> {
                    boolean hasTls = redis.getEnv().stream()
                            .anyMatch(variable -> variable.getName().equals("CERTIFICATES"));
                    for (Probe probe : List.of(redis.getStartupProbe(), redis.getLivenessProbe())) {
                        if (hasTls) {
                            assertThat(probe.getExec().getCommand())
                                    .containsExactly("sh", "/etc/corral/redis/alive", "3");
                        } else {
                            assertThat(probe.getExec()).isNull();
                            assertThat(probe.getTcpSocket().getPort().getStrVal())
                                    .isEqualTo("redis");
                        }
                    }
                    assertThat(redis.getReadinessProbe().getExec().getCommand())
                            .containsExactly("sh", "/etc/corral/redis/ready");
                });
    }

    /** The probe would otherwise end the script, and count Redis as dead. */
    @ParameterizedTest
    @CsvSource({"2, 1", "3, 1", "4, 2", "30, 28"})
    void livenessOfABusyRedis_endsBeforeItsProbe(int timeout, String seconds) {
        String times = "{timeoutSeconds: " + timeout + "}";
        Rendering rendering = Chart.renderWith(
                "redis={tls: {existingSecret: shop-tls}, probes: {startup: " + times + ", liveness: " + times + "}}");
        Container redis = rendering.pod("corral-redis").container();
        assertThat(List.of(redis.getStartupProbe(), redis.getLivenessProbe())).allSatisfy(probe -> {
            assertThat(probe.getTimeoutSeconds()).isEqualTo(timeout);
            assertThat(probe.getExec().getCommand()).endsWith(seconds);
        });
    }

    /** A node that connects to a Redis with an expired certificate logs this reason, and not that the connection is refused. */
    @Test
    void clientsOfRedis_reachItAlsoIfItIsNotReady() {
        assertThat(Chart.renderWith()
                        .get(Service.class, "corral-redis")
                        .getSpec()
                        .getPublishNotReadyAddresses())
                .isTrue();
    }

    private static String hook(Rendering rendering, String job) {
        return rendering.get(Job.class, job).getMetadata().getAnnotations().get("hook");
    }

    private static List<PolicyRule> rules(Rendering rendering, String role) {
        return rendering.get(Role.class, role).getRules();
    }
}
