package dev.corral.guard.cache;

import java.util.List;
import java.util.stream.Collectors;

/** A cache's chain as people read it: its layers, outermost first, and the numbers by which each works. */
public record Description(String cache, List<Layer> layers) {

    /** One layer of the chain. */
    public record Layer(String layer, Numbers numbers) {
        @Override
        public String toString() {
            return layer + numbers;
        }
    }

    /** {@code full: deadline(after 10s) -> ... -> origin}. */
    @Override
    public String toString() {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(" -> ", cache + ": ", " -> origin"));
    }
}
