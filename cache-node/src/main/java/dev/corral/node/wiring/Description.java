package dev.corral.node.wiring;

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

    static Description of(Plan plan, Settings settings) {
        return new Description(
                plan.cache(),
                plan.layers().stream()
                        .map(layer -> new Layer(layer, Registry.numbers(layer, plan, settings)))
                        .toList());
    }

    @Override
    public String toString() {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(" -> ", cache + ": ", " -> origin"));
    }
}
