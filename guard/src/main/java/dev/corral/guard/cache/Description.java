package dev.corral.guard.cache;

import java.util.List;
import java.util.stream.Collectors;

/** A readable description of a cache's chain: its layers, outermost first, each with its numbers. */
public record Description(String cache, List<Layer> layers) {

    /** One layer of the chain. */
    public record Layer(String layer, Numbers numbers) {
        @Override
        public String toString() {
            return layer + numbers;
        }
    }

    /** Formats the chain, for example as {@code full: deadline(after 10s) -> ... -> origin}. */
    @Override
    public String toString() {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(" -> ", cache + ": ", " -> origin"));
    }
}
