package dev.corral.node.cache;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The caches of this node, by name. */
public final class Caches {

    private final Map<String, NamedCache> byName = new LinkedHashMap<>();

    public Caches(List<NamedCache> caches) {
        caches.forEach(cache -> byName.put(cache.name(), cache));
    }

    public Optional<NamedCache> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<NamedCache> all() {
        return byName.values();
    }
}
