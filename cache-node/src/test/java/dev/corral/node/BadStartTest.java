package dev.corral.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node with a contradictory configuration does not start, and reports what to change in one sentence. */
@QuarkusMainTest
@TestProfile(BadStartTest.FillOutsideLock.class)
class BadStartTest {

    /** A configuration whose layers are in the wrong order. */
    public static final class FillOutsideLock implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "corral.caches.lock.layers", "deadline,lookup,single-flight,fill,lock,timeout",
                    "quarkus.http.test-port", "0",
                    "quarkus.management.test-port", "0");
        }
    }

    @Test
    void impossibleConfiguration_stopsTheStartWithOneSentence(QuarkusMainLauncher launcher) {
        LaunchResult start = launcher.launch();

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.getErrorOutput())
                .contains("corral.caches.lock.layers: 'fill' must not be outside 'lock'")
                .doesNotContain("Exception", "\tat ");
        assertThat(start.getOutput()).doesNotContain("Exception", "\tat ");
    }
}
