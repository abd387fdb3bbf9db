package dev.corral.guard.chain;

import dev.corral.guard.core.Loader;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.runtime.Clock;
import java.util.List;

/**
 * Layers in order, outermost first. This class is the only place that wraps layers; {@code cache.Layers} defines the
 * order.
 */
public record Stack(List<Named> layers) {

    /** The name of the innermost probe, between the last layer and the origin. */
    public static final String ORIGIN = "origin";

    /**
     * The name of the probe in front of the part of a chain that loads, which counts the requests that the read part
     * did not answer.
     */
    public static final String MISS = "miss";

    /** A layer and its name in the configuration, the metrics and the documents. */
    public record Named(String name, Layer layer) {}

    public Stack {
        layers = List.copyOf(layers);
    }

    /** Builds the chain over an origin, with the same probe in front of every layer and in front of the origin. */
    public Loader over(Loader origin, Probe probe, Clock clock) {
        return around(probe.traced(ORIGIN, new Probed(origin, probe.before(ORIGIN), clock)), probe, clock);
    }

    /** Builds the layers around another part of the chain, with the same probe in front of every layer. */
    public Loader around(Loader inner, Probe probe, Clock clock) {
        Loader loader = inner;
        for (Named named : layers.reversed()) {
            Loader measured = new Probed(named.layer().around(loader), probe.before(named.name()), clock);
            loader = probe.traced(named.name(), measured);
        }
        return loader;
    }

    public List<String> names() {
        return layers.stream().map(Named::name).toList();
    }
}
