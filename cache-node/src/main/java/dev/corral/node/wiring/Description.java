package dev.corral.node.wiring;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A cache's chain as people read it: its layers, outermost first, and the numbers by which each works.
 *
 * @param honoursOrigin whether the origin's word counts about how long a row lives
 * @param passesCredentials whether a request with credentials goes around it, to the origin
 * @param query what the query of a URL is to it
 */
public record Description(
        String cache, List<Layer> layers, boolean honoursOrigin, boolean passesCredentials, CacheSettings.Query query) {

    /** One layer of the chain. */
    public record Layer(String layer, Numbers numbers) {
        @Override
        public String toString() {
            return layer + numbers;
        }
    }

    static Description of(Plan plan, Settings settings) {
        CacheSettings configured = settings.caches().get(plan.cache());
        return new Description(
                plan.cache(),
                plan.layers().stream()
                        .map(layer -> new Layer(layer, Registry.numbers(layer, plan, settings)))
                        .toList(),
                configured.originLifetimes() == CacheSettings.OriginLifetimes.HONOUR,
                configured.credentials() == CacheSettings.Credentials.BYPASS,
                configured.query());
    }

    @Override
    public String toString() {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(" -> ", cache + ": ", " -> origin"));
    }
}
