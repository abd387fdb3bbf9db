package dev.corral.node.config;

import static dev.corral.node.config.Rule.holds;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The caches that a node has: all that are configured, or those that {@code corral.cache-names} lists. */
public final class ServedCaches {

    private static final String SETTING = "corral.cache-names";

    private ServedCaches() {}

    static void check(Settings settings) {
        for (String name : settings.cacheNames().orElse(List.of())) {
            holds(
                    settings.caches().containsKey(name),
                    "%s: there is no cache '%s'; choose from %s, or set its layers",
                    SETTING,
                    name,
                    settings.caches().keySet().stream().sorted().toList());
        }
    }

    /** Returns the settings of these caches by their names, in the order of the names. */
    public static Map<String, CacheSettings> of(Settings settings) {
        Map<String, CacheSettings> served = new TreeMap<>(settings.caches());
        settings.cacheNames().ifPresent(names -> served.keySet().retainAll(names));
        return served;
    }
}
