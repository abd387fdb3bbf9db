package dev.corral.guard.chain;

import dev.corral.guard.core.Loader;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.runtime.Clock;
import java.util.List;

/** Layers in order, outermost first: the one place where the order is applied. */
public record Stack(List<Named> layers) {

    /** Names the innermost probe, between the last layer and the origin. */
    public static final String ORIGIN = "origin";

    /** Names the probe in front of the part of a chain that loads: what passes it was not stored. */
    public static final String MISS = "miss";

    /** A layer and the name by which configuration, metrics and talk know it. */
    public record Named(String name, Layer layer) {}

    public Stack {
        layers = List.copyOf(layers);
    }

    /** The chain over an origin, with the same probe before every layer and before the origin. */
    public Loader over(Loader origin, Probe probe, Clock clock) {
        return around(new Probed(origin, probe.before(ORIGIN), clock), probe, clock);
    }

    /** The layers around another part of the chain, with the same probe before every layer. */
    public Loader around(Loader inner, Probe probe, Clock clock) {
        Loader loader = inner;
        for (Named named : layers.reversed()) {
            loader = new Probed(named.layer().around(loader), probe.before(named.name()), clock);
        }
        return loader;
    }

    public List<String> names() {
        return layers.stream().map(Named::name).toList();
    }
}
