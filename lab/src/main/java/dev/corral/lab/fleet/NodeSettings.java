package dev.corral.lab.fleet;

import dev.corral.lab.load.KeyClass;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The properties of a cache node in the lab: the ladder's caches by the scenario's times, all over the one origin. */
final class NodeSettings {

    private static final List<String> FULL_LAYERS =
            List.of("deadline", "near", "lookup", "single-flight", "lock", "fill", "breaker", "gate", "timeout");

    private static final String STALE_IF_ERROR = "stale-if-error";
    private static final Duration ERROR_SPAN = Duration.ofSeconds(60);
    private static final String BETA = "beta";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** A lab that has seen enough does not wait for loads that hang. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    /** For the drain under load: time to be looked at, and then less than the longest load. */
    private static final Duration NOTICE = Duration.ofSeconds(1);

    private static final Duration BRIEF_DRAIN = Duration.ofMillis(1_500);
    private static final Duration BRIEF_LEASE = Duration.ofMillis(1_600);
    private static final Duration LONG_TIMEOUT = Duration.ofMillis(3_400);

    private final Scenario scenario;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private NodeSettings(Scenario scenario) {
        this.scenario = scenario;
    }

    /**
     * @param without mitigations to take out of every stack
     * @param trials whether there is a cache for each mitigation that the last rung can lack
     */
    static Map<String, String> of(Scenario scenario, List<String> without, boolean trials) {
        NodeSettings node = new NodeSettings(scenario);
        node.guards();
        if (!without.isEmpty()) {
            node.settings.put("corral.without", String.join(",", without));
        }
        for (Rung rung : Rung.values()) {
            node.cache(rung.cache(), rung);
        }
        if (trials) {
            for (LeftOut lacking : LeftOut.values()) {
                node.full(lacking);
            }
        }
        return node.settings;
    }

    /** With a cache for each of the trials, a drain that a load balancer can follow, and loads that outlive a lease. */
    static Map<String, String> forFaults(Scenario scenario) {
        Map<String, String> settings = of(scenario, List.of(), true);
        settings.put("corral.drain.notice", NOTICE.toString());
        settings.put("corral.drain.limit", BRIEF_DRAIN.toString());
        settings.put("corral.lock.lease", BRIEF_LEASE.toString());
        settings.put("corral.origin.timeout", LONG_TIMEOUT.toString());
        return settings;
    }

    private void guards() {
        settings.put("corral.writes", "true");
        settings.put("corral.drain.limit", DRAIN.toString());
        settings.put("corral.origin.connections", String.valueOf(connections()));
        settings.put("corral.origin.timeout", TIMEOUT.toString());
        settings.put("corral.gate.loads", String.valueOf(scenario.gate()));
        settings.put("corral.gate.queue", String.valueOf(scenario.gate()));
    }

    /** Enough for all that the origin can work on and queue: what overflows, overflows there, where it is counted. */
    private int connections() {
        return (scenario.origin().workers() + scenario.origin().queue()) / scenario.nodes() + 100;
    }

    private void cache(String cache, Rung rung) {
        Scenario.Times times = scenario.times();
        if (rung.caches()) {
            put(cache, "ttl", times.productTtl());
            put(cache, "ttl-by-prefix." + KeyClass.HOT.prefix(), times.hotTtl());
        }
        if (rung.atLeast(Rung.SWR)) {
            put(cache, "stale-while-revalidate", times.staleFor());
        }
        if (rung.atLeast(Rung.JITTER)) {
            put(cache, "jitter", times.jitter());
        }
        if (rung.atLeast(Rung.NEGATIVE)) {
            put(cache, "negative-ttl", times.negativeTtl());
        }
        if (rung.atLeast(Rung.FULL)) {
            put(cache, "ttl-by-prefix." + KeyClass.BRIEF.prefix(), Scenario.BRIEF_TTL);
            put(cache, "ttl-by-prefix." + KeyClass.LASTING.prefix(), Scenario.LASTING_TTL);
            put(cache, STALE_IF_ERROR, ERROR_SPAN);
            put(cache, BETA, 1);
        }
    }

    /** The last rung, but for one thing. */
    private void full(LeftOut lacking) {
        String cache = lacking.cache();
        List<String> layers = new ArrayList<>(FULL_LAYERS);
        layers.remove(lacking.toString());
        put(cache, "layers", String.join(",", layers));
        cache(cache, Rung.FULL);
        if (lacking == LeftOut.STALE_IF_ERROR) {
            settings.remove(name(cache, STALE_IF_ERROR));
        }
        if (lacking == LeftOut.XFETCH) {
            settings.remove(name(cache, BETA));
        }
    }

    private void put(String cache, String name, Object value) {
        settings.put(name(cache, name), String.valueOf(value));
    }

    private static String name(String cache, String name) {
        return "corral.caches." + cache + "." + name;
    }
}
