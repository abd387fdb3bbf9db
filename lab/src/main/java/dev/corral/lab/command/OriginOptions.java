package dev.corral.lab.command;

import dev.corral.lab.command.ScenarioOptions.DurationOption;
import dev.corral.lab.fleet.OwnOrigin;
import dev.corral.lab.scenario.Rung;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that describe an origin of one's own and the cache before it, as properties of a node. */
final class OriginOptions {

    private static final String PLACE = "{key}";
    /** A large body is in the heap a few times while it is passed on. */
    private static final int COPIES_OF_A_BODY = 8;

    private static final int LARGEST_BODY = 256 << 20;
    private static final int LARGEST_STORED = 1 << 20;

    @Option(
            names = "--origin",
            paramLabel = "URL",
            required = true,
            description = "Where your rows are; {key} stands for a row's id, percent-encoded.")
    String origin;

    @Option(
            names = "--cache",
            paramLabel = "RUNG",
            defaultValue = "full",
            description = "The stack to read through: a rung of the ladder. Default: ${DEFAULT-VALUE}.")
    String rung;

    @Option(
            names = "--ttl",
            paramLabel = "T",
            converter = DurationOption.class,
            description = "How long an answer is fresh, for example 30s. Default: 6s.")
    Duration ttl;

    @Option(
            names = "--stale-while-revalidate",
            paramLabel = "T",
            converter = DurationOption.class,
            description = "How long after that it is served while it is refreshed.")
    Duration staleWhileRevalidate;

    @Option(
            names = "--stale-if-error",
            paramLabel = "T",
            converter = DurationOption.class,
            description = "How long after its TTL it is served where your service fails.")
    Duration staleIfError;

    @Option(
            names = "--negative-ttl",
            paramLabel = "T",
            converter = DurationOption.class,
            description = "How long a 404 or 410 is remembered.")
    Duration negativeTtl;

    @Option(
            names = "--honour-origin",
            description = "Cache-Control of your answers decides how long they live, where it says so.")
    boolean honourOrigin;

    @Option(
            names = "--forward-header",
            paramLabel = "NAME",
            description = "Pass this request header on to your service; may be repeated. Trace context always is.")
    List<String> forwardHeaders = List.of();

    @Option(
            names = "--max-body",
            paramLabel = "BYTES",
            description = "The largest body that is passed on. Default: 8388608; above 1048576 it is not stored.")
    Integer maxBody;

    @Option(
            names = "--set",
            paramLabel = "PROPERTY=VALUE",
            description = "Any other property of the nodes; may be repeated. cache-node/README.md lists them.")
    Map<String, String> others = Map.of();

    String cache() {
        return rung;
    }

    /** @throws IllegalArgumentException with the sentence that says which option is wrong */
    Map<String, String> settings() {
        requireUrl();
        requireProperties();
        Rung.named(rung);
        Require.that(
                maxBody == null || maxBody >= 1 && maxBody <= LARGEST_BODY,
                "--max-body takes 1 to " + LARGEST_BODY + " bytes");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("corral.origin.url", origin);
        limitBodies(settings);
        if (!forwardHeaders.isEmpty()) {
            settings.put("corral.origin.forward-headers", String.join(",", forwardHeaders));
        }
        ofCache(settings);
        settings.putAll(others);
        return settings;
    }

    private void requireUrl() {
        int place = origin.indexOf(PLACE);
        Require.that(
                place >= 0 && origin.indexOf(PLACE, place + 1) < 0,
                "--origin takes a URL with {key} in it exactly once, such as 'http://127.0.0.1:9000/rows/{key}'");
        Require.that(
                origin.startsWith("http://") || origin.startsWith("https://"),
                "--origin takes a URL that begins with http:// or https://");
    }

    /** A process takes any property, and says nothing of one that it never reads. */
    private void requireProperties() {
        for (String property : others.keySet()) {
            Require.that(
                    property.startsWith("corral.") || property.startsWith("quarkus."),
                    "--set is given '" + property + "'; it takes a property that begins with corral. or quarkus.,"
                            + " such as corral.writes=true: correct its name");
        }
    }

    /** No cache may store more than is taken. */
    private void limitBodies(Map<String, String> settings) {
        if (maxBody != null) {
            settings.put("corral.origin.max-bytes", String.valueOf(maxBody));
            settings.put("quarkus.http.limits.max-body-size", String.valueOf(maxBody));
            for (Rung each : Rung.values()) {
                settings.put(
                        "corral.caches." + each + ".max-value-bytes",
                        String.valueOf(Math.min(maxBody, LARGEST_STORED)));
            }
        }
    }

    private void ofCache(Map<String, String> settings) {
        put(settings, "ttl", ttl);
        put(settings, "stale-while-revalidate", staleWhileRevalidate);
        put(settings, "stale-if-error", staleIfError);
        put(settings, "negative-ttl", negativeTtl);
        put(settings, "origin-lifetimes", honourOrigin ? "honour" : null);
    }

    private void put(Map<String, String> settings, String name, Object value) {
        if (value != null) {
            settings.put("corral.caches." + rung + "." + name, value.toString());
        }
    }

    int heapMiB() {
        return OwnOrigin.HEAP_MIB + (maxBody == null ? 0 : COPIES_OF_A_BODY * (maxBody >> 20));
    }
}
