package dev.corral.node.cache;

import dev.corral.guard.cache.Description.Layer;
import dev.corral.node.config.CacheSettings;
import java.util.List;
import java.util.Map;

/**
 * A cache of the node as {@code GET /caches} returns it.
 *
 * @param layers the layers of its chain, outermost first
 * @param honoursOrigin whether the origin's {@code Cache-Control} determines how long a row lives
 * @param passesCredentials whether a request with credentials bypasses the cache
 * @param query how the cache treats the query of a URL
 */
public record Description(
        String cache, List<View> layers, boolean honoursOrigin, boolean passesCredentials, CacheSettings.Query query) {

    /** One layer and its numeric settings. */
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
