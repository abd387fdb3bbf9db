package dev.corral.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class OriginOptionsTest {

    private static final String URL = "http://127.0.0.1:9000/rows/{key}";
    private static final String CACHE = "corral.caches.swr.";

    @Test
    void nothingButAnOrigin_leavesTheRestToTheNode() {
        assertThat(settings()).containsOnly(Map.entry("corral.origin.url", URL));
    }

    @Test
    void lifetimes_areTheChosenCaches() {
        assertThat(settings(
                        "--cache=swr",
                        "--ttl=30s",
                        "--stale-while-revalidate=1m",
                        "--stale-if-error=1h",
                        "--negative-ttl=500ms",
                        "--honour-origin"))
                .containsEntry(CACHE + "ttl", "PT30S")
                .containsEntry(CACHE + "stale-while-revalidate", "PT1M")
                .containsEntry(CACHE + "stale-if-error", "PT1H")
                .containsEntry(CACHE + "negative-ttl", "PT0.5S")
                .containsEntry(CACHE + "origin-lifetimes", "honour");
    }

    @Test
    void forwardedHeaders_areOneList() {
        assertThat(settings("--forward-header", "Accept-Language", "--forward-header", "X-Tenant"))
                .containsEntry("corral.origin.forward-headers", "Accept-Language,X-Tenant");
    }

    @Test
    void maxBody_boundsWhatIsTakenAndNeverAsksToStoreMore() {
        assertThat(settings("--max-body", "32000000"))
                .containsEntry("corral.origin.max-bytes", "32000000")
                .containsEntry(CACHE + "max-value-bytes", "1048576");
        assertThat(settings("--max-body", "1000")).containsEntry(CACHE + "max-value-bytes", "1000");
    }

    @Test
    void set_reachesAnyPropertyAndHasTheLastWord() {
        assertThat(settings("--cache=swr", "--ttl=30s", "--set", CACHE + "ttl=1s", "--set", "corral.writes=true"))
                .containsEntry(CACHE + "ttl", "1s")
                .containsEntry("corral.writes", "true");
    }

    @Test
    void setOfNoPropertyOfANode_isRefused() {
        assertThatThrownBy(() -> settings("--set", "coral.writes=true"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--set has 'coral.writes'; its property must begin with corral.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.http.port=1",
                "quarkus.management.port=1",
                "quarkus.redis.hosts=redis://h",
                "corral.redis.password-file=x",
                "corral.origin.url=http://h/{key}",
                "corral.exit-with-stdin=false"
            })
    void setOfWhatAnOptionSets_isRefused(String given) {
        String property = given.substring(0, given.indexOf('='));
        assertThatThrownBy(() -> settings("--set", given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--set has '" + property + "', which ")
                .hasMessageEndingWith(": remove it from --set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", "a,b", "a:", "\u00e4", " a"})
    void forwardedHeaderThatIsNoName_isRefused(String name) {
        assertThatThrownBy(() -> settings("--forward-header", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--forward-header is '" + name + "'; it must be the name of one header");
    }

    /** The node would reject such a header only after Redis has been started. */
    @Test
    void forwardedHeader_thatANodeKeepsBackIsRefused() throws Exception {
        String node =
                Files.readString(Path.of("../cache-node/src/main/java/dev/corral/node/origin/ForwardedFields.java"));
        String lists = node.substring(node.indexOf("KEPT_BACK = "), node.indexOf("private final Set"));
        List<String> keptBack = Pattern.compile("\"([a-z-]+)\"")
                .matcher(lists)
                .results()
                .map(found -> found.group(1).endsWith("-") ? found.group(1) + "x" : found.group(1))
                .toList();

        assertThat(keptBack)
                .contains("host", "content-length", "if-x")
                .allSatisfy(name -> assertThatThrownBy(
                                () -> settings("--forward-header", name.toUpperCase(Locale.ROOT)))
                        .hasMessageStartingWith(
                                "--forward-header is '" + name.toUpperCase(Locale.ROOT) + "'; it must be a header"));
    }

    @Test
    void forwardedHeader_givenTwiceIsRefused() {
        assertThatThrownBy(() -> settings("--forward-header", "X-Tenant", "--forward-header", "x-tenant"))
                .hasMessageStartingWith("--forward-header has 'x-tenant' twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ttl=0s", "--ttl=-1s", "--stale-if-error=90000h", "--negative-ttl=-5ms"})
    void timeOutOfRange_isRefused(String option) {
        assertThatThrownBy(() -> settings(option))
                .hasMessage(option.replace("=", " is ") + "; it must be 1ms to 87600h: correct it");
    }

    @Test
    void largeBodies_getALargerHeap() {
        assertThat(options("--max-body", String.valueOf(32 << 20)).heapMiB())
                .isGreaterThan(options().heapMiB() + 4 * 32);
    }

    private static Map<String, String> settings(String... more) {
        return options(more).settings();
    }

    private static OriginOptions options(String... more) {
        List<String> line = new ArrayList<>(List.of("--origin", URL));
        line.addAll(List.of(more));
        return CommandLine.populateCommand(new OriginOptions(), line.toArray(String[]::new));
    }
}
