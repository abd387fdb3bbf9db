package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.ClusterScripts.Run;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code k8s/} delete nothing that is not theirs, end at a signal, leave no process, and notice a failed change. */
class ClusterScriptsTest {

    /** A program that does not end by itself. */
    private static final String ENDLESS = "exec sleep 300\n";

    /** A cluster with a release that has switches and one ready node. */
    private static final String KUBECTL = """
            case "$*" in
              *"--filename -") cat >/dev/null ;;
              *"get namespace"*) printf '%s' "${FOUND:-}" ;;
              *" deployments "*) echo deployment.apps/corral-node ;;
              *volumes*) printf corral-switches ;;
              *" secret "*) printf c2VjcmV0 ;;
              *" pods "*) echo corral-node-1 ;;
              *"get job"*) printf 1 ;;
              *"rollout restart"*) exit 1 ;;
              *port-forward*) echo 'Forwarding from 127.0.0.1:40001 -> 9081'; exec sleep 300 ;;
            esac
            """;

    @TempDir
    private Path folder;

    private ClusterScripts scripts;

    @BeforeEach
    void copy() {
        scripts = ClusterScripts.copy(folder);
        scripts.program("bin/kubectl", KUBECTL);
    }

    @Test
    void namespaceOfOthers_isNotDeleted() {
        Run run = scripts.run(Map.of("NAMESPACE", "shop", "FOUND", "shop "), "k8s/e2e.sh", "--only", "install");
        assertThat(run.output())
                .isEqualTo("e2e.sh: namespace shop exists, and k8s/e2e.sh would delete it with everything in it: set"
                        + " NAMESPACE to the name of a new one\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(scripts.calls()).noneMatch(call -> call.contains("delete") || call.contains("uninstall"));
    }

    /** The control: its own namespace is deleted and created anew. */
    @Test
    void ownNamespace_isDeletedAndCreated() {
        scripts.run(Map.of("FOUND", "corral-e2e k8s"), "k8s/e2e.sh", "--only", "install");
        assertThat(scripts.calls())
                .containsSubsequence(
                        "kubectl delete namespace corral-e2e --ignore-not-found --timeout=3m",
                        "kubectl apply --filename -");
    }

    @Test
    void invalidSizes_areRefusedFirst() {
        Run run = scripts.run(Map.of(), "k8s/e2e.sh", "--sizes", "1,x");
        assertThat(run.output()).startsWith("e2e.sh: --sizes '1,x' is invalid: give numbers from 1 to 99");
        assertThat(scripts.calls()).isEmpty();
    }

    @Test
    void signal_endsACheckAndTheProgramThatItWaitsFor() {
        scripts.program("bin/helm", ENDLESS);
        Run run = scripts.terminate(scripts.start(Map.of(), "k8s/e2e.sh", "--only", "install"), "helm uninstall");
        assertThat(run.exitCode()).isEqualTo(143);
        assertThat(scripts.leftRunning()).isEmpty();
    }

    @Test
    void failedChangeUnderLoad_failsTheCheck() {
        scripts.program("k8s/k6", "exec /bin/sleep 3\n");
        scripts.program("bin/sleep", "exec /bin/sleep 0.1\n");
        Run run = scripts.run(Map.of(), "k8s/e2e.sh", "--only", "rollout");
        assertThat(run.output()).startsWith("FAILED  rollout").contains("the change under load failed: restart");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(scripts.leftRunning()).isEmpty();
    }

    @Test
    void missedPromiseDuringARotation_failsTheCheck() {
        Run missed = rotate("[ \"$2\" = DURATION=70s ] || { echo 'MISSED full closest two'; code=99; }");
        assertThat(missed.output())
                .startsWith("FAILED  rotate")
                .contains("during the rotation: MISSED full closest two");
        assertThat(missed.exitCode()).isEqualTo(1);

        Run missedLater = rotate("[ \"$2\" != DURATION=70s ] || { echo 'MISSED full at a time'; code=99; }");
        assertThat(missedLater.output())
                .startsWith("FAILED  rotate")
                .contains("when the nodes connected with the new password: MISSED full at a time");

        assertThat(rotate("").output()).startsWith("ok      rotate").contains("every node connected");
    }

    /** @param judgement what k6 finds besides reads, none of which failed */
    private Run rotate(String judgement) {
        scripts.program("bin/sleep", "exec /bin/sleep 0.05\n");
        scripts.program("bin/openssl", "echo new\n");
        scripts.program("bin/kubectl", """
                case "$*" in
                  *spec.replicas*) printf 1 ;;
                  *conditions*) printf 'True ' ;;
                  *"client kill"*) echo 1 ;;
                  *" cat "*) echo new ;;
                  *q/health/ready*) echo '{"store": "connected", "push": "live"}' ;;
                """ + KUBECTL.substring(KUBECTL.indexOf('\n') + 1));
        scripts.program("k8s/k6", """
                code=0
                mkdir -p "$OUT"
                {
                  JUDGEMENT
                  echo 'kept full errors: promised 0, and no overflow at the origin, seen 0'
                } >"$OUT/k6.log"
                /bin/sleep 3
                exit $code
                """.replace("JUDGEMENT", judgement));
        return scripts.run(Map.of(), "k8s/e2e.sh", "--only", "rotate");
    }

    /** Its reports are what jq reads from its output. */
    @Test
    void reportsOfKubeScore_needAReasonEach() {
        scripts.program("bin/kube-score", "echo '[]'\n");
        scripts.program("bin/jq", "awk '/^[a-z]/ { print $1, $2 }' k8s/kube-score-exceptions\n");
        Run kept = scripts.run(Map.of(), "k8s/e2e.sh", "--only", "kube-score");
        assertThat(kept.output()).contains("reports, each with its reason in k8s/kube-score-exceptions");
        assertThat(kept.exitCode()).isZero();

        scripts.program("bin/jq", "echo 'container-image-tag Deployment/node'\n");
        Run missed = scripts.run(Map.of(), "k8s/e2e.sh", "--only", "kube-score");
        assertThat(missed.output())
                .contains("not in the exceptions: container-image-tag Deployment/node")
                .contains("no longer needed: pod-probes-identical Deployment/grafana");
        assertThat(missed.exitCode()).isEqualTo(1);
    }

    @Test
    void kubeScoreWithoutOutput_failsTheCheck() {
        scripts.program("bin/kube-score", "exit 1\n");
        scripts.program("bin/jq", "");
        assertThat(scripts.run(Map.of(), "k8s/e2e.sh", "--only", "kube-score").exitCode())
                .isEqualTo(1);
    }

    @Test
    void ctl_passesNodeTokenAndExitCodeOnAndLeavesNoPortForward() {
        scripts.program("corral", "echo \"$CORRAL_NODE $(cat \"$CORRAL_TOKEN_FILE\") $*\"; exit 3\n");
        Run run = scripts.run(Map.of(), "k8s/ctl", "status");
        assertThat(run).isEqualTo(new Run(3, "http://127.0.0.1:40001 secret ctl status\n"));
        assertThat(scripts.leftRunning()).isEmpty();
    }

    @Test
    void ctl_readsTheKeyThatTheNodesMount() {
        scripts.program("bin/kubectl", KUBECTL.replace("corral-switches", "'shop-token my.key'"));
        scripts.program("corral", "exit 0\n");
        scripts.run(Map.of(), "k8s/ctl", "status");
        assertThat(scripts.calls())
                .anyMatch(call -> call.contains(" secret shop-token ") && call.contains("index .data \"my.key\""));
    }

    @Test
    void ctlWithATokenFile_readsNoSecret() {
        scripts.program("corral", "echo \"$CORRAL_TOKEN_FILE\"\n");
        assertThat(scripts.run(Map.of("CORRAL_TOKEN_FILE", "/token"), "k8s/ctl", "status")
                        .output())
                .isEqualTo("/token\n");
        assertThat(scripts.calls()).noneMatch(call -> call.contains(" secret "));
    }

    @Test
    void ctlWithoutACommand_needsNoCluster() {
        scripts.program("corral", "echo help\n");
        assertThat(scripts.run(Map.of(), "k8s/ctl").output()).isEqualTo("help\n");
        assertThat(scripts.calls()).containsExactly("corral ctl");
    }

    @Test
    void signal_endsCtlAndItsPortForward() {
        scripts.program("corral", ENDLESS);
        Run run = scripts.terminate(scripts.start(Map.of(), "k8s/ctl", "status"), "corral ctl");
        assertThat(run.exitCode()).isEqualTo(143);
        assertThat(scripts.leftRunning()).isEmpty();
    }
}
