package dev.corral.lab.fleet;

import dev.corral.guard.cache.Mitigation;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties of a cache node in the lab: the caches of the ladder with the times of the scenario, all in front of
 * the same origin.
 */
final class NodeSettings {

    private static final List<String> FULL_LAYERS =
            List.of("deadline", "near", "lookup", "single-flight", "lock", "fill", "breaker", "gate", "timeout");

    private static final String BY_PREFIX = "ttl-by-prefix.";
    private static final Duration ERROR_SPAN = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** Short, because a lab that has finished measuring does not wait for loads that hang. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    /**
     * The notice of a drain under load: long enough for the readiness to be polled. The drain that follows is shorter
     * than the longest load.
     */
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
     * @param without the mitigations that are left out of every stack
     * @param lacking the mitigations for each of which a cache is added: the rung that adds the mitigation, without it
     */
    static Map<String, String> of(Scenario scenario, List<String> without, List<Mitigation> lacking) {
        NodeSettings node = new NodeSettings(scenario);
        node.guards();
        if (!without.isEmpty()) {
            node.settings.put("corral.without", String.join(",", without));
        }
        for (Rung rung : Rung.values()) {
            node.cache(rung.cache(), rung);
        }
        lacking.forEach(node::lacking);
        return node.settings;
    }

    /**
     * Returns settings with a cache for each trial, a drain that a load balancer can follow, and loads that last longer
     * than a lease.
     */
    static Map<String, String> forFaults(Scenario scenario) {
        Map<String, String> settings = of(scenario, List.of(), LeftOut.mitigations());
        settings.put("corral.drain.notice", NOTICE.toString());
        settings.put("corral.drain.limit", BRIEF_DRAIN.toString());
        settings.put("corral.lock.lease", BRIEF_LEASE.toString());
        settings.put("corral.origin.timeout", LONG_TIMEOUT.toString());
        return settings;
    }

    /** Returns settings in which every key of a cache has the same TTL, from which the windows of the rules derive. */
    static Map<String, String> forDrill(Scenario scenario) {
        Map<String, String> settings = of(scenario, List.of(), List.of());
        settings.keySet().removeIf(name -> name.contains(BY_PREFIX));
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

    /**
     * As many connections as the origin can process and queue, so that an overflow happens at the origin, where it is
     * counted.
     */
    private int connections() {
        return (scenario.origin().workers() + scenario.origin().queue()) / scenario.nodes() + 100;
    }

    private void cache(String cache, Rung rung) {
        Scenario.Times times = scenario.times();
        if (rung.caches()) {
            put(cache, "ttl", times.productTtl());
            put(cache, BY_PREFIX + KeyClass.HOT.prefix(), times.hotTtl());
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
            put(cache, BY_PREFIX + KeyClass.BRIEF.prefix(), Scenario.BRIEF_TTL);
            put(cache, BY_PREFIX + KeyClass.LASTING.prefix(), Scenario.LASTING_TTL);
            put(cache, "stale-if-error", ERROR_SPAN);
            put(cache, "beta", 1);
        }
    }

    /** Adds the cache of the rung that adds this mitigation, without it. */
    private void lacking(Mitigation mitigation) {
        Rung rung = Rung.adding(mitigation);
        String cache = rung.without(mitigation);
        List<String> layers = layers(rung);
        layers.remove(mitigation.toString());
        cache(cache, rung);
        settings.remove(name(cache, mitigation.setting()));
        put(cache, "layers", String.join(",", layers));
    }

    /** The layers of a rung: a layer that is a mitigation belongs to the rung that adds it and to those above. */
    private static List<String> layers(Rung rung) {
        List<String> layers = new ArrayList<>(FULL_LAYERS);
        layers.removeIf(layer -> Mitigation.named(layer).stream().anyMatch(added -> !rung.atLeast(Rung.adding(added))));
        return layers;
    }

    private void put(String cache, String name, Object value) {
        settings.put(name(cache, name), String.valueOf(value));
    }

    private static String name(String cache, String name) {
        return "corral.caches." + cache + "." + name;
    }
}
