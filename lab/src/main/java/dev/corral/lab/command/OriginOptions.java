package dev.corral.lab.command;

import dev.corral.lab.command.ScenarioOptions.DurationOption;
import dev.corral.lab.fleet.OwnOrigin;
import dev.corral.lab.scenario.Rung;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that describe the user's own origin and the cache in front of it, as properties of a node. */
final class OriginOptions {

    /** The number of copies of a large body in the heap while it is forwarded. */
    private static final int COPIES_OF_A_BODY = 8;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Request headers that a node never forwards; it refuses to start if it is configured to forward one. */
    private static final Set<String> KEPT_BACK = Set.of(
            "accept-encoding",
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "max-forwards",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final List<String> KEPT_BACK_PREFIXES = List.of("if-", "proxy-", "corral-");

    /**
     * The properties that an option or the command itself sets. If a user set them again, the printed welcome would be
     * wrong.
     */
    private static final Map<String, String> BY_OPTION = Map.of(
            "quarkus.http.port", "--port sets",
            "quarkus.management.port", "--port sets (1000 above it)",
            "quarkus.redis.hosts", "--redis sets",
            "corral.redis.password-file", "--redis-password-file sets",
            "corral.origin.url", "--origin sets",
            "corral.exit-with-stdin", "the command sets, so that the nodes end with it");

    /**
     * The prefixes of properties that the command requires unchanged, because it polls the readiness of each node
     * there.
     */
    private static final List<String> NEEDED = List.of("quarkus.management.", "quarkus.smallrye-health.");

    private static final int LARGEST_STORED = 1 << 20;

    @Option(
            names = "--origin",
            paramLabel = "URL",
            required = true,
            description = "URL of your rows; {key} stands for the id of a row, percent-encoded.")
    String origin;

    @Option(
            names = "--cache",
            paramLabel = "RUNG",
            defaultValue = "full",
            description = "Stack of layers that serves the reads: a rung of the ladder. Default: ${DEFAULT-VALUE}.")
    String rung;

    @Option(
            names = "--ttl",
            paramLabel = "T",
            converter = DurationOption.class,
            description = "How long a response is fresh, for example 30s. Default: 6s.")
    Duration ttl;

    @Option(
            names = "--stale-while-revalidate",
            paramLabel = "T",
            converter = DurationOption.class,
            description = "How long after its TTL a response is served while it is refreshed.")
    Duration staleWhileRevalidate;

    @Option(
            names = "--stale-if-error",
            paramLabel = "T",
            converter = DurationOption.class,
            description = "How long after its TTL a response is served if your service fails.")
    Duration staleIfError;

    @Option(
            names = "--negative-ttl",
            paramLabel = "T",
            converter = DurationOption.class,
            description = "How long a 404 or 410 is stored.")
    Duration negativeTtl;

    @Option(
            names = "--honour-origin",
            description = "Take the lifetime of a response from its Cache-Control, if that has one.")
    boolean honourOrigin;

    @Option(
            names = "--forward-header",
            paramLabel = "NAME",
            description =
                    "Request header to forward to your service; may be repeated. Trace context is always forwarded.")
    List<String> forwardHeaders = List.of();

    @Option(
            names = "--max-body",
            paramLabel = "BYTES",
            description = "Largest body that a node forwards. Default: 8388608; a body above 1048576 is not stored.")
    Integer maxBody;

    @Option(
            names = "--set",
            paramLabel = "PROPERTY=VALUE",
            description = "Set another property of the nodes; may be repeated. cache-node/README.md lists them.")
    List<String> given = List.of();

    String cache() {
        return rung;
    }

    /** @throws IllegalArgumentException with a sentence that states which option is wrong */
    Map<String, String> settings() {
        OriginUrl.check(origin);
        Map<String, String> others = properties();
        requireProperties(others);
        requireHeaders();
        requireTimes();
        Rung.named(rung);
        if (maxBody != null) {
            Range.MAX_BODY.require(maxBody);
        }
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

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String each : given) {
            int equals = each.indexOf('=');
            Require.that(
                    equals >= 0,
                    "--set is '" + each + "'; it must be PROPERTY=VALUE, such as corral.writes=true: correct it");
            String name = each.substring(0, equals);
            Require.that(
                    properties.putIfAbsent(name, each.substring(equals + 1)) == null,
                    "--set has '" + name + "' twice; each property may be set once: remove one");
        }
        return properties;
    }

    private void requireHeaders() {
        Set<String> names = new HashSet<>();
        for (String header : forwardHeaders) {
            Require.that(
                    HEADER_NAME.matcher(header).matches(),
                    "--forward-header is '" + header
                            + "'; it must be the name of one header, such as Accept-Language: correct it");
            String name = header.toLowerCase(Locale.ROOT);
            Require.that(
                    !KEPT_BACK.contains(name) && KEPT_BACK_PREFIXES.stream().noneMatch(name::startsWith),
                    "--forward-header is '" + header
                            + "'; it must be a header that a node may send with a load that several clients share,"
                            + " such as Accept-Language: remove it");
            Require.that(
                    names.add(name),
                    "--forward-header has '" + header + "' twice; each header may be given once: remove one");
        }
    }

    private void requireTimes() {
        requireTime("--ttl", ttl);
        requireTime("--stale-while-revalidate", staleWhileRevalidate);
        requireTime("--stale-if-error", staleIfError);
        requireTime("--negative-ttl", negativeTtl);
    }

    private static void requireTime(String name, Duration time) {
        Require.time(name, time, SHORTEST, LONGEST);
    }

    /**
     * Checks the names of the properties, because a process accepts any property and does not report one that it never
     * reads.
     */
    private static void requireProperties(Map<String, String> others) {
        for (String property : others.keySet()) {
            Require.that(
                    property.startsWith("corral.") || property.startsWith("quarkus."),
                    "--set has '" + property + "'; its property must begin with corral. or quarkus.,"
                            + " such as corral.writes=true: correct its name");
            Require.that(
                    !BY_OPTION.containsKey(property),
                    "--set has '" + property + "', which " + BY_OPTION.get(property) + ": remove it from --set");
            Require.that(
                    NEEDED.stream().noneMatch(property::startsWith),
                    "--set has '" + property
                            + "'; it must not be set, because the command polls the health of each node at its"
                            + " management interface on http://127.0.0.1: remove it, or start the node itself"
                            + " (cache-node/README.md)");
        }
    }

    /** Limits the size of bodies; no cache may store more than the node accepts. */
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
