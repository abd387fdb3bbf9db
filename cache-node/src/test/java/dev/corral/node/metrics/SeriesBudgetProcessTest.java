package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.probe.Outcome;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.MetricsPage;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of series that a packaged node exports for its largest cache. */
class SeriesBudgetProcessTest {

    private static final Logger LOG = Logger.getLogger(SeriesBudgetProcessTest.class);

    private static final int BUDGET = 250;
    private static final String FULL = "cache=\"full\"";
    private static final Pattern REQUESTS_OF_FULL =
            Pattern.compile("cache_layer_requests_total\\{cache=\"full\",(layer=\"[^}]*)} .*");

    private OwnRedis redis;
    private HeldOrigin origin;
    private NodeProcess node;

    @BeforeEach
    void start() {
        redis = new OwnRedis();
        origin = new HeldOrigin();
        node = new NodeProcess(List.of("quarkus.redis.hosts=" + redis.uri(), "corral.origin.url=" + origin.url()))
                .ready();
        Await.until("Redis was read", () -> page().contains("corral_redis_used_memory_bytes "));
    }

    @AfterEach
    void stop() {
        node.close();
        origin.close();
        redis.close();
    }

    @Test
    void nodeThatServes_exportsNoMoreSeriesOfFullThanTheBudget() {
        origin.row("k", "{}", 1);
        for (int each = 0; each < 3; each++) {
            assertThat(node.client().get("/caches/full/k").statusCode()).isEqualTo(200);
            assertThat(node.client().get("/caches/full/absent").statusCode()).isEqualTo(404);
        }

        MetricsPage page = new MetricsPage(page());
        LOG.infof("A node exports %d series, %d of them of cache full", page.series(), page.series(FULL));

        assertThat(page.series(FULL)).isBetween(100L, (long) BUDGET);
    }

    /** The control: with every outcome of every layer, a node would exceed the budget. */
    @Test
    void everyOutcomeOfEveryLayer_exceedsTheBudget() {
        String page = page();
        String others = page.lines()
                .filter(line -> !line.startsWith(Metric.LAYER_OUTCOMES.prometheus()))
                .collect(Collectors.joining("\n"));
        String outcomes = page.lines()
                .map(REQUESTS_OF_FULL::matcher)
                .filter(line -> line.matches())
                .flatMap(line -> Stream.of(Outcome.values())
                        .map(outcome -> "outcomes{" + FULL + "," + line.group(1) + ",outcome=\"" + outcome + "\"} 0"))
                .collect(Collectors.joining("\n"));

        assertThat(new MetricsPage(others + "\n" + outcomes).series(FULL)).isGreaterThan(BUDGET + 100);
    }

    private String page() {
        return node.management("/q/metrics").replaceFirst("^200 ", "");
    }
}
