package dev.corral.lab.measure;

import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * A run over time, in bins of equal length: the queries to the origin by class of key, and the latencies of the reads
 * of existing rows.
 *
 * @param p50 the median latency in milliseconds of each bin; null for a bin without reads
 * @param boundaryMillis the instants at which the hot key's boundaries began
 */
public record Timeline(
        int binMillis,
        int[] hot,
        int[] product,
        int[] absent,
        List<Double> p50,
        List<Double> p99,
        List<Long> boundaryMillis) {

    private static final int MOST_BINS = 600;
    private static final List<Integer> WIDTHS = List.of(100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000);

    public static Timeline of(Ledger ledger, List<Sample> samples, Scenario scenario) {
        long lengthMillis = scenario.duration().toMillis();
        int bin = WIDTHS.stream()
                .filter(width -> lengthMillis / width < MOST_BINS)
                .findFirst()
                .orElse(WIDTHS.getLast());
        int bins = (int) (lengthMillis / bin) + 1;
        List<Double> p50 = new ArrayList<>();
        List<Double> p99 = new ArrayList<>();
        for (List<Sample> binned : existing(samples, bin, bins)) {
            Latencies latencies = Latencies.of(binned, sample -> true);
            p50.add(binned.isEmpty() ? null : (Double) latencies.millis(50));
            p99.add(binned.isEmpty() ? null : (Double) latencies.millis(99));
        }
        return new Timeline(
                bin,
                counts(ledger.of(KeyClass.HOT), bin, bins),
                counts(ledger.of(KeyClass.PRODUCT), bin, bins),
                counts(ledger.of(KeyClass.ABSENT), bin, bins),
                p50,
                p99,
                boundaries(ledger, scenario));
    }

    /** The largest number of queries in one bin. */
    public int peak() {
        int peak = 0;
        for (int each = 0; each < hot.length; each++) {
            peak = Math.max(peak, hot[each] + product[each] + absent[each]);
        }
        return peak;
    }

    /** Queries that began after the last arrival are counted in the last bin. */
    private static int[] counts(Ledger ledger, int bin, int bins) {
        int[] counts = new int[bins];
        ledger.queries().forEach(query -> counts[within(query.startMicros() / 1_000 / bin, bins)]++);
        return counts;
    }

    private static List<List<Sample>> existing(List<Sample> samples, int bin, int bins) {
        List<List<Sample>> binned = new ArrayList<>();
        for (int each = 0; each < bins; each++) {
            binned.add(new ArrayList<>());
        }
        samples.stream()
                .filter(sample -> sample.arrival().keyClass() != KeyClass.ABSENT)
                .forEach(sample -> binned.get(within(sample.atMicros() / 1_000 / bin, bins))
                        .add(sample));
        return binned;
    }

    private static List<Long> boundaries(Ledger ledger, Scenario scenario) {
        return Boundary.of(ledger.of(KeyClass.HOT), scenario.times().hotTtl()).stream()
                .filter(boundary -> boundary.count() > 0)
                .map(boundary -> boundary.firstMicros() / 1_000)
                .toList();
    }

    private static int within(long bin, int bins) {
        return (int) Math.clamp(bin, 0L, bins - 1L);
    }
}
