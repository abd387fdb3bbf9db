package dev.corral.node.cache;

import dev.corral.guard.cache.Description.Layer;
import dev.corral.node.config.CacheSettings;
import java.util.List;
import java.util.Map;

/**
 * A cache of the node as {@code GET /caches} shows it.
 *
 * @param layers of its chain, outermost first
 * @param honoursOrigin whether the origin's {@code Cache-Control} counts
 * @param passesCredentials whether a request with credentials bypasses the cache
 * @param query how the query of a URL counts
 */
public record Description(
        String cache, List<View> layers, boolean honoursOrigin, boolean passesCredentials, CacheSettings.Query query) {

    /** One layer and the numbers by which it works. */
    public record View(String layer, Map<String, Object> numbers) {}

    static Description of(NamedCache cache, dev.corral.guard.cache.Description chain) {
        return new Description(
                cache.name(),
                chain.layers().stream().map(Description::view).toList(),
                cache.honoursOrigin(),
                cache.passesCredentials(),
                cache.query());
    }

    private static View view(Layer layer) {
        return new View(layer.layer(), layer.numbers().values());
    }
}
