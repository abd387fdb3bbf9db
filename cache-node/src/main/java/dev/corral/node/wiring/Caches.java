package dev.corral.node.wiring;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The caches of this node, by name. */
public final class Caches {

    private final Map<String, NamedCache> byName = new LinkedHashMap<>();

    private final CompletableFuture<Void> exported;

    /** @param exported done when the registry knows the readings of all of them */
    Caches(List<NamedCache> caches, CompletableFuture<Void> exported) {
        this.exported = exported;
        caches.forEach(cache -> byName.put(cache.description().cache(), cache));
    }

    public Optional<NamedCache> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether what they count is there for whoever asks. */
    public boolean exported() {
        return exported.isDone() && !exported.isCompletedExceptionally();
    }

    public Collection<NamedCache> all() {
        return byName.values();
    }
}
