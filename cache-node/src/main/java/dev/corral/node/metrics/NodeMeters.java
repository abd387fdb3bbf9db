package dev.corral.node.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What is told of the node itself: how it comes and how it goes. */
public final class NodeMeters {

    private NodeMeters() {}

    public static void draining(MeterRegistry registry, BooleanSupplier draining) {
        Gauge.builder(Names.DRAINING, () -> draining.getAsBoolean() ? 1 : 0)
                .description("1 from the moment on at which the node was told to stop.")
                .register(registry);
    }

    public static void missing(MeterRegistry registry, String cache, LongSupplier keys) {
        Gauge.builder(Names.WARM_MISSING, keys::getAsLong)
                .description("Keys of the warm list that are still to be loaded.")
                .tag(Names.CACHE, cache)
                .register(registry);
    }

    public static void bytesUnderWay(MeterRegistry registry, LongSupplier bytes) {
        Gauge.builder(Names.BYTES_UNDER_WAY, bytes::getAsLong)
                .description("What the origin's answers under way hold of the memory.")
                .register(registry);
    }
}
