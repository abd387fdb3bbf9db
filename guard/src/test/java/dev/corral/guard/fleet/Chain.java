package dev.corral.guard.fleet;

import dev.corral.guard.policy.Freshness;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.testing.Node;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** The stacks that are simulated, each with its two decisions about time. */
enum Chain {
    SINGLE_FLIGHT(Staleness.NONE, "deadline", "lookup", "single-flight", "look-again", "fill", "gate"),
    LOCK(Staleness.NONE, "deadline", "lookup", "single-flight", "lock", "fill", "gate"),
    SWR(Staleness.whileRevalidate(Node.STALE_FOR), "deadline", "lookup", "single-flight", "lock", "fill", "gate"),
    FULL(
            new Staleness(Node.STALE_FOR, Duration.ofSeconds(30)),
            "deadline",
            "near",
            "lookup",
            "single-flight",
            "lock",
            "fill",
            "gate");

    private final Staleness staleness;
    private final List<String> layers;

    Chain(Staleness staleness, String... layers) {
        this.staleness = staleness;
        this.layers = List.of(layers);
    }

    String[] layers() {
        return layers.toArray(String[]::new);
    }

    Staleness staleness() {
        return staleness;
    }

    Freshness freshness(DoubleSupplier random) {
        Freshness served = staleness.equals(Staleness.NONE) ? Freshness.hardTtl() : Freshness.staleWhileRevalidate();
        return this == FULL ? Freshness.xfetch(1, random, served) : served;
    }

    /** As the rungs of the ladder are called. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
