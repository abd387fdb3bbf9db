package dev.corral.node.cache;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The caches of this node, by name, and for a while one more, which no list contains. */
public final class Caches {

    private final Map<String, NamedCache> byName = new LinkedHashMap<>();
    private volatile NamedCache unlisted;

    public Caches(List<NamedCache> caches) {
        caches.forEach(cache -> byName.put(cache.name(), cache));
    }

    public Optional<NamedCache> named(String name) {
        NamedCache cache = byName.get(name);
        return cache != null ? Optional.of(cache) : unlisted(name);
    }

    private Optional<NamedCache> unlisted(String name) {
        return Optional.ofNullable(unlisted).filter(cache -> cache.name().equals(name));
    }

    /** Adds a cache that can be read and written by its name, and that {@link #all()} does not contain. */
    public void addUnlisted(NamedCache cache) {
        unlisted = cache;
    }

    /** Removes the cache that no list contains. */
    public void removeUnlisted() {
        unlisted = null;
    }

    /** The caches that the node was configured with. */
    public Collection<NamedCache> all() {
        return byName.values();
    }
}
