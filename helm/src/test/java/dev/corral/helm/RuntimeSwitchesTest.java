package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The nodes accept run-time switches only where the values say so, with a token from a file that only they see. */
class RuntimeSwitchesTest {

    private static final Path VALUES = Path.of("src/test/resources/values");
    private static final String ON = "switches.enabled=true";
    private static final String TOKEN_FILE = "corral.switches.token-file";
    private static final String ENDED = "corral.switches.ended-through";

    @Test
    void switches_areOffByDefault() {
        Rendering rendering = Chart.renderWith();
        assertThat(NodeProperties.of(rendering)).doesNotContainKeys(TOKEN_FILE, ENDED);
        assertThat(DrawnSecrets.of(rendering)).doesNotContainKey("corral-switches");
        assertThat(secrets(rendering)).containsExactly("corral-redis");
    }

    @Test
    void token_isAFileOfAMountedSecret() {
        Rendering rendering = Chart.renderWith(ON);
        assertThat(NodeProperties.of(rendering)).containsEntry(TOKEN_FILE, "/etc/corral/switches/token");
        assertThat(rendering.pod("corral-node").container().getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/etc/corral/switches") && mount.getSubPath() == null);
        assertThat(secrets(rendering)).containsExactly("corral-redis", "corral-switches");
    }

    @Test
    void token_isCreatedByTheJob() {
        assertThat(DrawnSecrets.of(Chart.renderWith(ON))).containsEntry("corral-switches", List.of("token"));
    }

    @Test
    void existingSecret_replacesTheGeneratedOne() {
        Rendering rendering = Chart.render(VALUES.resolve("switches-secret.yaml"));
        assertThat(DrawnSecrets.of(rendering)).doesNotContainKey("corral-switches");
        assertThat(secrets(rendering)).containsExactly("corral-redis", "shop-token");
    }

    @Test
    void revision_endsTheSwitchesUpToIt() {
        assertThat(NodeProperties.of(Chart.render(VALUES.resolve("switches.yaml"))))
                .containsEntry(ENDED, "1234567");
        assertThat(NodeProperties.of(Chart.renderWith(ON, "switches.endThrough='7'")))
                .containsEntry(ENDED, "7");
    }

    /** Nodes without a token ignore the switches in Redis; those that were ended must stay so when the token is back. */
    @Test
    void revision_isKeptWithoutAToken() {
        Properties properties = NodeProperties.of(Chart.renderWith("switches.endThrough=7"));
        assertThat(properties).containsEntry(ENDED, "7").doesNotContainKey(TOKEN_FILE);
    }

    @Test
    void revision_restartsTheNodes() {
        assertThat(configuration(ON, "switches.endThrough=7")).isNotEqualTo(configuration(ON));
    }

    private static String configuration(String... settings) {
        return Chart.renderWith(settings).pod("corral-node").annotations().get(NodeProperties.ANNOTATION);
    }

    private static List<String> secrets(Rendering rendering) {
        return rendering.pod("corral-node").spec().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName())
                .toList();
    }
}
