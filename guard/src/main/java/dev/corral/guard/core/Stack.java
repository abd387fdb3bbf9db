package dev.corral.guard.core;

import dev.corral.guard.probe.Probe;
import dev.corral.guard.probe.Probed;
import java.util.List;

/** Layers in order, outermost first: the one place where the order is applied. */
public record Stack(List<Named> layers) {

    /** Names the innermost probe, between the last layer and the origin. */
    public static final String ORIGIN = "origin";

    /** A layer and the name by which configuration, metrics and talk know it. */
    public record Named(String name, Layer layer) {}

    public Stack {
        layers = List.copyOf(layers);
    }

    /** The chain over an origin, with the same probe before every layer and before the origin. */
    public Loader over(Loader origin, Probe probe, Clock clock) {
        Loader loader = new Probed(origin, probe.before(ORIGIN), clock);
        for (Named named : layers.reversed()) {
            loader = new Probed(named.layer().around(loader), probe.before(named.name()), clock);
        }
        return loader;
    }

    public List<String> names() {
        return layers.stream().map(Named::name).toList();
    }
}
