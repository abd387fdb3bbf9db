package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.ClusterScripts.Run;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test of the connections fails for a node that is cut off, with the node's cause and the rule. */
class ConnectionsScriptTest {

    private static final Path SCRIPT = Chart.SOURCE.resolve("scripts/test-connections.sh");

    /** Two nodes; the path of the second one that ends with $BROKEN has a problem. Called with -s -o FILE ... URL. */
    private static final String CURL = """
            for url; do :; done
            case "$url" in
              http://10.0.0.2:8081/caches/lock/helm-test-*"$BROKEN")
                printf '{"status":502,"detail":"it cannot be reached: %s"}' "$CAUSE" >"$3"
                printf 502 ;;
              *) printf 200 ;;
            esac
            """;

    private static final String GETENT = """
            printf '10.0.0.1 STREAM nodes\n10.0.0.1 DGRAM\n10.0.0.2 STREAM nodes\n'
            """;

    @TempDir
    private Path folder;

    private ClusterScripts programs;

    @BeforeEach
    void prepare() {
        programs = new ClusterScripts(folder);
        programs.program("bin/curl", CURL);
        programs.program("bin/getent", GETENT);
        programs.program("bin/sleep", "");
    }

    @Test
    void connectedNodes_passTheTest() {
        Run run = run(Map.of("BROKEN", "nothing", "CAUSE", "none"));
        assertThat(run.output())
                .contains(
                        "node 10.0.0.1 reaches the origin at http://rows.shop/{key}",
                        "node 10.0.0.2 reaches Redis at redis://redis.shop");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void nodeWithoutRedis_failsTheTestWithItsCauseAndTheRule() {
        Run run = run(Map.of("BROKEN", "/entry", "CAUSE", "it refused the user or the password"));
        assertThat(run.output())
                .contains("node 10.0.0.1 reaches Redis", "node 10.0.0.2 reaches the origin")
                .contains("node 10.0.0.2 does not reach Redis at redis://redis.shop: status 502, it cannot be reached:"
                        + " it refused the user or the password. Set redis.external.ports.");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void nodeWithoutItsOrigin_failsTheTestWithItsCauseAndTheRule() {
        Run run = run(Map.of("BROKEN", "-2", "CAUSE", "no connection within 2700 ms"));
        assertThat(run.output())
                .contains("node 10.0.0.2 does not reach the origin at http://rows.shop/{key}: status 502, it cannot be"
                        + " reached: no connection within 2700 ms. Set origin.external.ports.");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    /** A key that no row has is not what this origin expects; the connection works. */
    @Test
    void originThatFailsForTheKey_isReached() {
        Run run = run(Map.of("BROKEN", "-2", "CAUSE", "origin failed: status 500"));
        assertThat(run.output())
                .contains("node 10.0.0.2 reaches the origin at http://rows.shop/{key}, which answered with status 500");
        assertThat(run.exitCode()).isZero();
    }

    /** A gateway in front of an origin that is not reached answers so. */
    @Test
    void originBehindAGatewayThatFails_isNotReached() {
        assertThat(run(Map.of("BROKEN", "-2", "CAUSE", "origin failed: status 503"))
                        .exitCode())
                .isEqualTo(1);
    }

    /** Helm ends a test after five minutes, and its reason would be lost. */
    @Test
    void fleetThatIsCutOff_isReportedAfterAFewNodes() {
        programs.program("bin/getent", "for n in 1 2 3 4 5 6 7 8 9; do echo \"10.0.0.$n STREAM nodes\"; done\n");
        programs.program("bin/curl", "printf 502\n");
        Run run = run(Map.of());
        assertThat(run.output())
                .contains("node 10.0.0.2 does not reach Redis", "The other nodes were not tested.")
                .doesNotContain("10.0.0.3");
        assertThat(programs.calls())
                .filteredOn(call -> call.startsWith("curl "))
                .hasSize(5 + 1 + 1 + 1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void noNodes_failTheTest() {
        programs.program("bin/getent", "exit 2\n");
        Run run = run(Map.of("BROKEN", "nothing", "CAUSE", "none"));
        assertThat(run.output()).contains("The Service corral-node-pods has no addresses");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    private Run run(Map<String, String> situation) {
        Map<String, String> environment = new HashMap<>(situation);
        environment.put("TMPDIR", folder.toString());
        environment.put("PODS", "corral-node-pods");
        environment.put("CACHE", "lock");
        environment.put("STORED", "lock");
        environment.put("ORIGIN", "http://rows.shop/{key}");
        environment.put("ORIGIN_RULE", "Set origin.external.ports.");
        environment.put("REDIS", "redis://redis.shop");
        environment.put("REDIS_RULE", "Set redis.external.ports.");
        return programs.run(environment, "sh", SCRIPT.toAbsolutePath().toString());
    }
}
