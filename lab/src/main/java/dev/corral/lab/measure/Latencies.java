package dev.corral.lab.measure;

import dev.corral.lab.load.Sample;
import java.util.List;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/** A distribution of latencies in microseconds, measured from the scheduled instants. */
public record Latencies(Histogram histogram) {

    private static final long LONGEST_MICROS = 60_000_000;

    public static Latencies of(List<Sample> samples, Predicate<Sample> which) {
        Histogram histogram = new Histogram(LONGEST_MICROS, 3);
        samples.stream()
                .filter(which)
                .forEach(sample -> histogram.recordValue(Math.clamp(sample.latencyNanos() / 1_000, 0, LONGEST_MICROS)));
        return new Latencies(histogram);
    }

    /** The share of the samples that match; 0 if there are no samples. */
    public static double share(List<Sample> samples, Predicate<Sample> which) {
        return samples.isEmpty() ? 0 : (double) samples.stream().filter(which).count() / samples.size();
    }

    public long samples() {
        return histogram.getTotalCount();
    }

    public double millis(double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1_000.0;
    }
}
