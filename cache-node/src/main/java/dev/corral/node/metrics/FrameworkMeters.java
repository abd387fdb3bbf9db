package dev.corral.node.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Adapts the metrics of the framework to the rules of Prometheus, which {@code promtool check metrics} checks. A metric
 * without a help gets one; a metric whose name has another unit than seconds, or the suffix of a histogram, is left out.
 */
@Singleton
final class FrameworkMeters implements MeterFilter {

    /** {@code process_cpu_usage} and {@code system_cpu_usage} remain. */
    private static final Set<String> LEFT_OUT = Set.of("process.cpu.time", "system.cpu.count");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return LEFT_OUT.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (id.getDescription() != null && !id.getDescription().isBlank()) {
            return id;
        }
        String help = "Exported by the framework: " + id.getName().replace('.', ' ');
        return new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), help, id.getType());
    }
}
