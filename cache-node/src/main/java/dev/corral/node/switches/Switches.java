package dev.corral.node.switches;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The run-time switches of a fleet: what differs from the configuration of its nodes.
 *
 * @param caches by name; a cache without switches is absent
 * @param gateLoads the number of loads in progress at once on each node
 */
public record Switches(Map<String, CacheSwitches> caches, Optional<Integer> gateLoads) {

    public static final Switches NONE = new Switches(Map.of(), Optional.empty());

    public Switches {
        Map<String, CacheSwitches> sorted = new TreeMap<>(caches);
        sorted.values().removeIf(CacheSwitches::isNone);
        caches = Collections.unmodifiableMap(sorted);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    public CacheSwitches of(String cache) {
        return caches.getOrDefault(cache, CacheSwitches.NONE);
    }

    Switches with(String cache, CacheSwitches changed) {
        Map<String, CacheSwitches> all = new TreeMap<>(caches);
        all.put(cache, changed);
        return new Switches(all, gateLoads);
    }

    public Switches gate(int loads) {
        return new Switches(caches, Optional.of(loads));
    }
}
