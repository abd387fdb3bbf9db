package dev.corral.node.switches;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.Lifetimes;
import dev.corral.guard.cache.Mitigation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The run-time switches of one cache: what differs from its configuration.
 *
 * @param with the names of mitigations that are added
 * @param without the names of mitigations that are removed
 * @param ttlByPrefix the TTLs of keys that start with a prefix, in addition to those of the configuration
 * @param shed whether loads are refused
 */
public record CacheSwitches(
        List<String> with,
        List<String> without,
        Optional<Duration> ttl,
        Map<String, Duration> ttlByPrefix,
        Optional<Duration> whileRevalidate,
        Optional<Duration> ifError,
        boolean shed) {

    public static final CacheSwitches NONE = new CacheSwitches(
            List.of(), List.of(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), false);

    public CacheSwitches {
        with = List.copyOf(with);
        without = List.copyOf(without);
        ttlByPrefix = Collections.unmodifiableMap(new TreeMap<>(ttlByPrefix));
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** The kinds of the switches in force: stack, ttl, stale and shed. */
    public List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        addIf(!with.isEmpty() || !without.isEmpty(), "stack", kinds);
        addIf(hasTtl(), "ttl", kinds);
        addIf(hasStaleLimit(), "stale", kinds);
        addIf(shed, "shed", kinds);
        return kinds;
    }

    private static void addIf(boolean isInForce, String kind, List<String> kinds) {
        if (isInForce) {
            kinds.add(kind);
        }
    }

    /**
     * Adds and removes mitigations, in addition to earlier switches. All of them are listed, also those that the
     * configuration of this node has or lacks anyway: another node may have another configuration. A stale limit of an
     * earlier switch ends with its mitigation.
     *
     * @throws IllegalArgumentException if a name is unknown or in both lists
     */
    public CacheSwitches stack(List<String> added, List<String> removed) {
        Set<String> both = new LinkedHashSet<>(added);
        both.retainAll(removed);
        require(both.isEmpty(), "'%s' is both added and removed: name it once", String.join(", ", both));
        Set<String> changed = new LinkedHashSet<>(added);
        changed.addAll(removed);
        changed.forEach(CacheSwitches::mitigation);
        return new CacheSwitches(
                merged(with, added, removed),
                merged(without, removed, added),
                ttl,
                ttlByPrefix,
                whileRevalidate.filter(span -> !changed.contains(Mitigation.SWR.toString())),
                ifError.filter(span -> !changed.contains(Mitigation.STALE_IF_ERROR.toString())),
                shed);
    }

    private static List<String> merged(List<String> earlier, List<String> more, List<String> fewer) {
        Set<String> names = new LinkedHashSet<>(earlier);
        names.addAll(more);
        fewer.forEach(names::remove);
        return List.copyOf(names);
    }

    /** @param prefix empty for the keys without a prefix of their own */
    public CacheSwitches ttl(String prefix, Duration span) {
        Map<String, Duration> prefixes = new TreeMap<>(ttlByPrefix);
        if (!prefix.isEmpty()) {
            prefixes.put(prefix, span);
        }
        Optional<Duration> all = prefix.isEmpty() ? Optional.of(span) : ttl;
        return new CacheSwitches(with, without, all, prefixes, whileRevalidate, ifError, shed);
    }

    /** Sets those of the two limits that are given; zero disables the limit. */
    public CacheSwitches stale(Optional<Duration> newWhileRevalidate, Optional<Duration> newIfError) {
        Set<String> replaced = new LinkedHashSet<>();
        newWhileRevalidate.ifPresent(span -> replaced.add(Mitigation.SWR.toString()));
        newIfError.ifPresent(span -> replaced.add(Mitigation.STALE_IF_ERROR.toString()));
        return new CacheSwitches(
                lacking(with, replaced),
                lacking(without, replaced),
                ttl,
                ttlByPrefix,
                newWhileRevalidate.or(() -> whileRevalidate),
                newIfError.or(() -> ifError),
                shed);
    }

    private static List<String> lacking(List<String> names, Collection<String> replaced) {
        return names.stream().filter(name -> !replaced.contains(name)).toList();
    }

    public CacheSwitches shed(boolean refuses) {
        return new CacheSwitches(with, without, ttl, ttlByPrefix, whileRevalidate, ifError, refuses);
    }

    /**
     * Returns the configuration with these switches.
     *
     * @param known the layers that the cache can have
     * @throws IllegalArgumentException if a mitigation is unknown
     */
    CacheConfig apply(CacheConfig configured, Layers known) {
        CacheConfig config = configured.lifetimes(withTtls(configured.lifetimes()));
        for (String name : without) {
            config = mitigation(name).without(config);
        }
        for (String name : with) {
            config = mitigation(name).with(config, known);
        }
        return config.lifetimes(withStaleLimits(config.lifetimes()));
    }

    private Lifetimes withTtls(Lifetimes lifetimes) {
        Map<String, Duration> prefixes = new TreeMap<>(lifetimes.ttlByPrefix());
        prefixes.putAll(ttlByPrefix);
        return lifetimes.ttl(ttl.orElse(lifetimes.ttl())).ttlByPrefix(prefixes);
    }

    private Lifetimes withStaleLimits(Lifetimes lifetimes) {
        Lifetimes changed = whileRevalidate.map(lifetimes::staleWhileRevalidate).orElse(lifetimes);
        return ifError.map(changed::staleIfError).orElse(changed);
    }

    /** Whether a TTL is switched. */
    boolean hasTtl() {
        return ttl.isPresent() || !ttlByPrefix.isEmpty();
    }

    /** Whether a stale limit is switched. */
    boolean hasStaleLimit() {
        return whileRevalidate.isPresent() || ifError.isPresent();
    }

    private static Mitigation mitigation(String name) {
        return Mitigation.named(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no mitigation '" + name + "'; choose from "
                        + Arrays.stream(Mitigation.values())
                                .map(Mitigation::toString)
                                .collect(Collectors.joining(", "))));
    }

    private static void require(boolean holds, String sentence, String part) {
        if (!holds) {
            throw new IllegalArgumentException(sentence.replace("%s", part));
        }
    }
}
