package dev.corral.node.switches;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.Numbers;
import dev.corral.guard.gate.Permits;
import dev.corral.node.cache.Caches;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.config.CacheConfigs;
import dev.corral.node.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Applies switches to the configuration of a node, by the rules that hold for the configuration itself. */
public final class SwitchRules {

    private static final int MOST_PREFIXES = 100;
    private static final int LONGEST_PREFIX = 100;

    private final Caches caches;
    private final Settings.Gate gate;
    private final Permits permits;
    private final Duration longestLife;

    /** @param longestLife how long an entry may live, so that its fence is still remembered */
    public SwitchRules(Caches caches, Settings.Gate gate, Permits permits, Duration longestLife) {
        this.caches = caches;
        this.gate = gate;
        this.permits = permits;
        this.longestLife = longestLife;
    }

    /**
     * Checks what differs between two sets of switches.
     *
     * @throws IllegalArgumentException with a sentence about what to change, if a rule is broken
     */
    void check(Switches before, Switches after) {
        after.gateLoads().ifPresent(CacheConfigs::checkGate);
        for (Map.Entry<String, CacheSwitches> each : after.caches().entrySet()) {
            if (!each.getValue().equals(before.of(each.getKey()))) {
                caches.named(each.getKey()).ifPresent(cache -> checked(cache, each.getValue()));
            }
        }
    }

    /**
     * Applies the switches to this node. A cache whose configuration they contradict gets its configuration.
     *
     * @return why a cache has its configuration, in one sentence for each; empty if none has
     */
    String apply(Switches switches) {
        applyGate(switches);
        List<String> problems = new ArrayList<>();
        for (NamedCache cache : caches.all()) {
            try {
                apply(cache, switches.of(cache.name()));
            } catch (RuntimeException contradiction) {
                replace(cache, cache.configured());
                problems.add("cache " + cache.name() + " has its configuration: " + contradiction.getMessage());
            }
        }
        return String.join("; ", problems);
    }

    private void apply(NamedCache cache, CacheSwitches own) {
        cache.refuseLoads(own.shed());
        replace(cache, checked(cache, own));
    }

    /**
     * Sets the limit of the gate. The queue scales with it and is rounded up, so that a load waits for as many others as
     * before: the times of the chains are derived from this number.
     */
    void applyGate(Switches switches) {
        int loads = switches.gateLoads().orElse(gate.loads());
        int queue = queue(loads);
        if (loads != permits.limit() || queue != permits.queueLimit()) {
            permits.resize(loads, queue);
        }
    }

    private int queue(int loads) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv((long) gate.queue() * loads, gate.loads()));
    }

    private static void replace(NamedCache cache, CacheConfig config) {
        if (!config.equals(cache.config())) {
            cache.replaceChain(config);
        }
    }

    private CacheConfig checked(NamedCache cache, CacheSwitches own) {
        CacheConfig config = own.apply(cache.configured(), cache.layers());
        checkStores(config, own);
        checkPrefixes(own);
        if (!config.equals(cache.configured())) {
            CacheConfigs.check(config);
            cache.check(config);
            checkLife(cache, config);
        }
        return config;
    }

    /** No run-time switch adds the layers that store entries, so that no later one gives these switches an effect. */
    private static void checkStores(CacheConfig config, CacheSwitches own) {
        if (own.hasTtl()) {
            CacheConfigs.checkStores(config, "a TTL");
        }
        if (own.hasStaleLimit()) {
            CacheConfigs.checkStores(config, "a stale limit");
        }
    }

    private void checkLife(NamedCache cache, CacheConfig config) {
        Duration life = cache.longestLife(config);
        if (life.compareTo(longestLife) > 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "entries of cache %s could live for %s (twice the longest TTL, plus the stale limits); the fences of"
                            + " this fleet allow %s: lower the time, or raise the times of the configuration",
                    cache.name(),
                    Numbers.text(life),
                    Numbers.text(longestLife)));
        }
    }

    private static void checkPrefixes(CacheSwitches own) {
        if (own.ttlByPrefix().size() > MOST_PREFIXES) {
            throw new IllegalArgumentException("more than " + MOST_PREFIXES + " prefixes have a TTL: undo some");
        }
        for (String prefix : own.ttlByPrefix().keySet()) {
            if (prefix.length() > LONGEST_PREFIX || !PlainText.isPlain(prefix)) {
                throw new IllegalArgumentException("a prefix must have 1 to " + LONGEST_PREFIX
                        + " characters, and no line breaks or other control characters: correct it");
            }
        }
    }
}
