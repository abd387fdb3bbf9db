package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Redis keys of a release are its own: in its configuration, in the access rules of its user, and in its notes. */
class KeyPrefixTest {

    private static final String REDIS = "redis.external.url=redis://redis.shop:6379";
    private static final String ORIGIN = "origin.external.url='http://rows.shop:8080/rows/{key}'";
    private static final String PREFIX = "corral.redis.prefix";
    private static final String IDENTITY = "corral.origin.identity";

    /** Also over the end of a line of a shell script. */
    private static final Pattern COMMANDS = Pattern.compile("(?s)\\+get\\s.{0,200}?\\+client\\|tracking");

    private static final String NODE_COMMANDS =
            "+get +set +del +pttl +pexpire +time +info +eval +evalsha +client|tracking";

    @Test
    void prefix_isOfNamespaceAndRelease() {
        assertThat(properties("corral")).containsEntry(PREFIX, "shop_corral");
        assertThat(properties("corral-2")).containsEntry(PREFIX, "shop_corral-2");
        assertThat(properties("corral", REDIS)).containsEntry(PREFIX, "shop_corral");
    }

    @Test
    void longName_endsWithADigest() {
        String one = properties("corral-of-the-whole-shop-in-europe").getProperty(PREFIX);
        String other = properties("corral-of-the-whole-shop-in-asia").getProperty(PREFIX);
        assertThat(List.of(one, other))
                .doesNotHaveDuplicates()
                .allSatisfy(prefix -> assertThat(prefix).matches("shop_corral-of-the-wh-[0-9a-f]{10}"));
    }

    @Test
    void externalPrefix_replacesThatOfTheRelease() {
        assertThat(properties("corral", REDIS, "redis.external.prefix=shared")).containsEntry(PREFIX, "shared");
    }

    @Test
    void prefix_beginsTheAccessRuleAndTheKeysOfTheTest() {
        Rendering rendering = Chart.renderWith();
        assertThat(rendering.pod("corral-redis").container().getCommand()).contains("shop_corral");
        assertThat(variable(rendering.pod("corral-test-users"), "PREFIX")).isEqualTo("shop_corral");
    }

    @Test
    void identity_isADigestUnlessItIsGiven() {
        assertThat(properties("corral", ORIGIN)).doesNotContainKey(IDENTITY);
        assertThat(properties("corral", ORIGIN, "origin.external.identity=rows-1"))
                .containsEntry(IDENTITY, "rows-1");
    }

    @Test
    void notes_haveTheAccessRulesOfTheRelease() {
        assertThat(Notes.of(REDIS, "redis.external.user=rows", "redis.existingSecret=shop-redis"))
                .contains("begin with shop_corral.")
                .contains("ACL SETUSER rows on >PASSWORD ~shop_corral:* resetchannels -@all " + NODE_COMMANDS);
        assertThat(Notes.of(REDIS, "redis.external.prefix=shared"))
                .contains(" ~shared:* ")
                .contains("connect as the default user of Redis", "set redis.external.user=corral");
        assertThat(Notes.of()).doesNotContain("ACL SETUSER");
    }

    @Test
    void accessRules_areTheSameInAllFiles() {
        List<String> rules = Chart.list(Chart.SOURCE, "").stream()
                .flatMap(file -> COMMANDS.matcher(Chart.read(file)).results())
                .map(MatchResult::group)
                .map(rule -> rule.replaceAll("[\\s\"\\\\]+", " "))
                .toList();
        assertThat(rules).hasSizeGreaterThan(2).containsOnly(NODE_COMMANDS);
    }

    private static Properties properties(String release, String... settings) {
        return NodeProperties.of(Chart.render(release, Overlay.of(settings).write()));
    }

    private static String variable(PodShape pod, String name) {
        return pod.container().getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow();
    }
}
