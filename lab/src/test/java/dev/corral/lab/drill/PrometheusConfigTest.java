package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.fleet.Layout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusConfigTest {

    private static final Layout LAYOUT =
            new Layout(Path.of("home"), Path.of("logs"), List.of(8081, 8082), List.of(9081, 9082), 8090, 9090);

    private final String text =
            new PrometheusConfig(DrillScenario.SCRAPE, List.of(Path.of("/a b/alerts \"1\".yml")), LAYOUT, 9999).text();

    @Test
    void interval_isAtMostATwelfthOfTheTtl() {
        assertThat(DrillScenario.SCRAPE.multipliedBy(12)).isLessThanOrEqualTo(DrillScenario.TTL);
        assertThat(text).contains("scrape_interval: 800ms\n", "scrape_timeout: 800ms\n");
    }

    @Test
    void text_isTheConfigurationOfEveryProcess() {
        assertThat(text).isEqualTo("""
                global:
                  scrape_interval: 800ms
                  scrape_timeout: 800ms
                  evaluation_interval: 1s
                rule_files:
                  - "/a b/alerts \\"1\\".yml"
                scrape_configs:
                  - job_name: corral-node
                    metrics_path: /q/metrics
                    static_configs:
                      - targets: ["127.0.0.1:9081"]
                        labels: {namespace: local, instance: node-1}
                      - targets: ["127.0.0.1:9082"]
                        labels: {namespace: local, instance: node-2}
                  - job_name: corral-origin
                    metrics_path: /q/metrics
                    static_configs:
                      - targets: ["127.0.0.1:9090"]
                        labels: {namespace: local, instance: origin}
                  - job_name: corral-load
                    metrics_path: /metrics
                    static_configs:
                      - targets: ["127.0.0.1:9999"]
                        labels: {namespace: local, instance: load}
                """);
    }
}
