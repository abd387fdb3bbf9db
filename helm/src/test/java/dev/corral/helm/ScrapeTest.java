package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the chart's own Prometheus scrapes, how often, and with which labels. */
class ScrapeTest {

    private static final Path MONITORED = Path.of("src/test/resources/values/monitoring.yaml");

    @Test
    void interval_isATwelfthOfTheShortestTtl() {
        assertThat(interval("node.replicas=3")).isEqualTo("166ms");
        assertThat(interval("caches.swr.ttlByPrefix.hot=1200ms")).isEqualTo("100ms");
        assertThat(interval("monitoring.scrapeInterval=50ms")).isEqualTo("50ms");
    }

    @Test
    void readme_removesTheCachesOfTheLadder() {
        String line = Chart.read(Chart.SOURCE.resolve("README.md"))
                .lines()
                .filter(each -> each.startsWith("    caches: {"))
                .findFirst()
                .orElseThrow();
        assertThat(interval(line.strip().replaceFirst(": ", "="))).isEqualTo("5s");
    }

    /** A cache without a lookup has the TTL of nothing. */
    @Test
    void cacheWithoutLookup_doesNotCount() {
        assertThat(interval("caches={none: {ttl: 12ms}}")).isEqualTo("166ms");
    }

    @Test
    void rules_areEvaluatedAsOftenAsTargetsAreScraped() {
        JsonNode global = configuration(Chart.render(MONITORED)).path("global");
        assertThat(global.path("evaluation_interval")).isEqualTo(global.path("scrape_interval"));
        assertThat(global.path("scrape_timeout")).isEqualTo(global.path("scrape_interval"));
    }

    @Test
    void jobs_haveTheNamesOfTheRulesAndTheNamespaceOfTheRelease() {
        List<String> jobs = new ArrayList<>();
        configuration(Chart.render(MONITORED)).path("scrape_configs").forEach(job -> {
            jobs.add(job.path("job_name").asText());
            JsonNode label = job.at("/relabel_configs/0");
            assertThat(label.path("target_label").asText()).isEqualTo("namespace");
            assertThat(label.path("replacement").asText()).isEqualTo("shop");
        });
        assertThat(jobs).containsExactly("corral-node", "corral-origin", "corral-load");
    }

    @Test
    void loadGenerators_areScrapedOnlyWhereTheValuesNameThem() {
        JsonNode targets = configuration(Chart.render(MONITORED)).at("/scrape_configs/2/static_configs/0/targets");
        assertThat(targets).extracting(JsonNode::asText).containsExactly("load:9464", "load-2.shop:9465");
        assertThat(configuration(Chart.renderWith("monitoring.enabled=true")).path("scrape_configs"))
                .hasSize(2);
    }

    /** A node that starts, drains or has lost Redis is the one that an alert is about. */
    @Test
    void nodesThatAreNotReady_areScrapedToo() {
        Rendering rendering = Chart.render(MONITORED);
        assertThat(configuration(rendering)
                        .at("/scrape_configs/0/dns_sd_configs/0/names/0")
                        .asText())
                .isEqualTo("corral-node-scrape");
        assertThat(rendering.get(Service.class, "corral-node-scrape").getSpec().getPublishNotReadyAddresses())
                .isTrue();
    }

    @Test
    void exemplars_areStoredWhereRequestsAreTraced() {
        String feature = "--enable-feature=exemplar-storage";
        assertThat(arguments("traces.endpoint=http://collector:4318")).contains(feature);
        assertThat(arguments("traces.share=1")).doesNotContain(feature);
    }

    private static List<String> arguments(String setting) {
        return Chart.renderWith("monitoring.enabled=true", setting)
                .pod("corral-prometheus")
                .container()
                .getArgs();
    }

    private static String interval(String setting) {
        return configuration(Chart.renderWith("monitoring.enabled=true", setting))
                .at("/global/scrape_interval")
                .asText();
    }

    private static JsonNode configuration(Rendering rendering) {
        return StrictYaml.tree(
                rendering.get(ConfigMap.class, "corral-prometheus").getData().get("prometheus.yml"));
    }
}
