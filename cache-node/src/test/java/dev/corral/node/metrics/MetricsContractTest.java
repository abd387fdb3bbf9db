package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.PossibleCounts;
import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Outcome;
import dev.corral.node.config.Settings;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeClient;
import dev.corral.node.testing.NodeTest;
import dev.corral.node.tolerance.NodeLayers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The contract in {@code docs/metrics.md}, the names in the code, and the metrics of a running node are the same. The
 * names that begin with {@code ft_} are those of SmallRye Fault Tolerance.
 */
@QuarkusTest
class MetricsContractTest extends NodeTest {

    private static final Pattern DOCUMENTED =
            Pattern.compile("^\\| `(?!ft_)([a-z_]+)` \\| (\\w+) \\|([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern DOCUMENTED_OF_LIBRARY =
            Pattern.compile("^\\| `(ft_[A-Za-z_]+)` \\| (\\w+) \\|([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern DOCUMENTED_LAYER =
            Pattern.compile("^\\| ([a-z-]+) \\| ([a-z, ]*) \\| ([a-z, ]*) \\|$", Pattern.MULTILINE);
    private static final String OF_RETRY = "ft_retry_";
    private static final String LONGEST = "_seconds_max";
    /** It has samples only while a switch is in force, as a test of the switches shows. */
    private static final String OF_SWITCHES = Metric.SWITCHED.prometheus();

    private static final Pattern SAMPLE = Pattern.compile("^([A-Za-z_]+)(?:\\{([^}]*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("^# TYPE (ft_\\w+) (\\w+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @Inject
    Settings settings;

    @TestHTTPResource(value = "/metrics", management = true)
    URI exported;

    @Test
    void contract_listsEveryNameOfTheCodeAndNoOther() throws IOException {
        assertThat(documented().map(each -> each.group(1)).collect(Collectors.toSet()))
                .isEqualTo(namesInCode());
    }

    @Test
    void contract_tellsTheKindOfEach() throws IOException {
        assertThat(documented().collect(Collectors.toMap(each -> each.group(1), each -> each.group(2))))
                .isEqualTo(Arrays.stream(Metric.values())
                        .collect(Collectors.toMap(
                                Metric::prometheus,
                                metric -> metric.type().name().toLowerCase(Locale.ROOT))));
    }

    @Test
    void contract_listsTheOutcomesThatEachInnerLayerCanCause() throws IOException {
        Map<String, List<Set<String>>> possible = new TreeMap<>();
        PossibleCounts.ofAny(NodeLayers.of(settings.breaker().settings()))
                .outcomes()
                .forEach((layer, outcomes) -> possible.put(
                        layer, List.of(words(outcomes, Purpose.FOREGROUND), words(outcomes, Purpose.REFRESH))));
        possible.keySet().removeAll(Set.of(LayerName.DEADLINE, LayerName.FILL));

        Map<String, List<Set<String>>> documented = new TreeMap<>();
        DOCUMENTED_LAYER
                .matcher(Files.readString(Path.of("../docs/metrics.md")))
                .results()
                .forEach(row -> documented.put(row.group(1), List.of(labels(row.group(2)), labels(row.group(3)))));
        documented.remove("layer");
        assertThat(documented).isEqualTo(possible);
    }

    @Test
    void node_exportsEveryNameWithItsKindAndLabels() throws IOException {
        String metrics = scrapeWithRedis();
        documented().filter(each -> !OF_SWITCHES.equals(each.group(1))).forEach(each -> {
            String name = each.group(1);
            String sample = switch (each.group(2)) {
                case "histogram" -> name + "_bucket";
                case "summary" -> name + "_count";
                default -> name;
            };
            Set<String> labels = labels(each.group(3));
            if (each.group(2).equals("histogram")) {
                labels.add("le");
            }
            assertThat(labelsOf(metrics, sample)).as(sample).isEqualTo(labels);
        });
    }

    @Test
    void node_exportsNothingOfItsOwnThatTheContractDoesNotList() throws IOException {
        Set<String> families = SAMPLE.matcher(scrapeWithRedis())
                .results()
                .map(each -> each.group(1))
                .filter(name -> name.matches("(cache|corral|db|singleflight)_.*"))
                .map(MetricsContractTest::family)
                .collect(Collectors.toCollection(TreeSet::new));

        families.add(OF_SWITCHES);
        assertThat(families).isEqualTo(namesInCode());
    }

    /** The library registers the metrics of a guard when it is first used: those of writes with the first write. */
    @Test
    void nodeThatHasWritten_exportsTheMetricsOfTheLibrary() throws IOException {
        assertThat(node.put("/caches/lock/metered", "1").statusCode()).isEqualTo(204);
        String metrics = scrape();

        Map<String, String> exported = new TreeMap<>();
        TYPE.matcher(metrics).results().forEach(each -> exported.put(each.group(1), each.group(2)));
        exported.keySet().removeIf(each -> each.endsWith(LONGEST));
        List<MatchResult> documented = ofLibrary();
        assertThat(exported.keySet()).isSubsetOf(names(documented));
        documented.stream().filter(each -> !each.group(1).startsWith(OF_RETRY)).forEach(each -> {
            assertThat(exported).containsEntry(each.group(1), each.group(2));
            String sample = each.group(2).equals("summary") ? each.group(1) + "_count" : each.group(1);
            assertThat(labelsOf(metrics, sample)).as(sample).isEqualTo(labels(each.group(3)));
        });
    }

    @Test
    void keys_areNeverLabels() {
        origin.row("a-very-telling-key", "{}", 1);
        node.get("/caches/swr/a-very-telling-key");

        assertThat(scrape()).contains("cache_miss_total").doesNotContain("a-very-telling-key");
    }

    /** The node reads Redis' own numbers with a heartbeat. */
    private String scrapeWithRedis() {
        Await.until("Redis was read", () -> scrape().contains("\n" + Metric.REDIS_USED_MEMORY.prometheus() + " "));
        return scrape();
    }

    private String scrape() {
        return new NodeClient(exported).get("", "Accept", "text/plain").body();
    }

    private static Stream<MatchResult> documented() throws IOException {
        return DOCUMENTED.matcher(Files.readString(Path.of("../docs/metrics.md"))).results().toList().stream();
    }

    private static List<MatchResult> ofLibrary() throws IOException {
        return DOCUMENTED_OF_LIBRARY
                .matcher(Files.readString(Path.of("../docs/metrics.md")))
                .results()
                .toList();
    }

    private static Set<String> names(List<MatchResult> rows) {
        return rows.stream().map(each -> each.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> namesInCode() {
        return Arrays.stream(Metric.values()).map(Metric::prometheus).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The samples of a histogram or summary have suffixes; a name that ends like a suffix must stay whole. */
    private static String family(String sample) {
        return namesInCode().contains(sample) ? sample : sample.replaceFirst("_(bucket|count|sum|max)$", "");
    }

    private static Set<String> words(Map<Purpose, Set<Outcome>> outcomes, Purpose purpose) {
        return outcomes.getOrDefault(purpose, Set.of()).stream()
                .map(Scrape::label)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> labels(String cell) {
        return Arrays.stream(cell.split(","))
                .map(each -> each.strip().replace("`", ""))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> labelsOf(String metrics, String sample) {
        return SAMPLE.matcher(metrics)
                .results()
                .filter(each -> each.group(1).equals(sample))
                .flatMap(each -> Stream.ofNullable(each.group(2)))
                .flatMap(each -> LABEL.matcher(each).results())
                .map(label -> label.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
