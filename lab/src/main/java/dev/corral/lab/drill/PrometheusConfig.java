package dev.corral.lab.drill;

import dev.corral.lab.fleet.Layout;
import dev.corral.lab.text.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The configuration of a drill's Prometheus.
 *
 * @param scrape the time between two scrapes
 * @param rules the files with recording rules and alerts
 * @param loadPort the port from which the counts of the load are scraped
 */
record PrometheusConfig(Duration scrape, List<Path> rules, Layout layout, int loadPort) {

    /** The namespace of the release in a cluster; a fleet of the lab has none. */
    static final String NAMESPACE = "local";

    private static final String METRICS = "/q/metrics";

    /** A process that is scraped under a name. */
    private record Target(String instance, int port) {}

    String text() {
        return Text.of("""
                        global:
                          scrape_interval: %1$dms
                          scrape_timeout: %1$dms
                          evaluation_interval: 1s
                        rule_files:
                        """, scrape.toMillis())
                + rules.stream()
                        .map(file -> "  - " + quoted(file.toString()) + "\n")
                        .collect(Collectors.joining())
                + "scrape_configs:\n"
                + job("corral-node", METRICS, nodes())
                + job("corral-origin", METRICS, Stream.of(new Target("origin", layout.originManagement())))
                + job("corral-load", LoadExporter.METRICS, Stream.of(new Target("load", loadPort)));
    }

    private Stream<Target> nodes() {
        return IntStream.range(0, layout.nodes().size())
                .mapToObj(node -> new Target(
                        Layout.nodeName(node), layout.nodeManagement().get(node)));
    }

    private static String job(String name, String path, Stream<Target> targets) {
        return "  - job_name: " + name + "\n    metrics_path: " + path + "\n    static_configs:\n"
                + targets.map(PrometheusConfig::target).collect(Collectors.joining());
    }

    private static String target(Target target) {
        return Text.of("""
                      - targets: ["127.0.0.1:%d"]
                        labels: {namespace: %s, instance: %s}
                """, target.port(), NAMESPACE, target.instance());
    }

    /** Returns the text as a YAML string in double quotes. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
