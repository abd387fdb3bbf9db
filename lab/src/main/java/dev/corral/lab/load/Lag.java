package dev.corral.lab.load;

import dev.corral.lab.text.Text;
import java.util.List;

/**
 * The delay of the load generator behind its own schedule.
 *
 * @param lateShare the share of the requests that were sent more than {@value #LATE_MILLIS} ms after their instant
 */
public record Lag(double lateShare, double worstMillis) {

    public static final long LATE_MILLIS = 50;
    private static final double LATE_AT_MOST = 0.01;

    public static Lag of(List<Sample> samples) {
        long late = samples.stream()
                .filter(sample -> sample.sentLagNanos() > LATE_MILLIS * 1_000_000)
                .count();
        long worst = samples.stream().mapToLong(Sample::sentLagNanos).max().orElse(0);
        return new Lag(samples.isEmpty() ? 0 : (double) late / samples.size(), worst / 1e6);
    }

    public boolean tooLong() {
        return lateShare > LATE_AT_MOST;
    }

    @Override
    public String toString() {
        return Text.of("the generator sent %.1f %% of its requests more than %d ms late", lateShare * 100, LATE_MILLIS);
    }
}
