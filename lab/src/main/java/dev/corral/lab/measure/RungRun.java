package dev.corral.lab.measure;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One counted run: the reads that were sent, their responses and the queries to the origin, on one time line that
 * begins with the run.
 */
public record RungRun(Rung rung, Scenario scenario, List<Arrival> arrivals, List<Sample> samples, Ledger ledger) {

    private static final long PEAK_SPAN_MICROS = 100_000;

    /** The hot key's boundaries that count. */
    public List<Boundary> boundaries() {
        if (!rung.caches()) {
            return List.of();
        }
        return Boundary.counted(ledger.of(KeyClass.HOT), scenario.times().hotTtl(), length());
    }

    /**
     * All boundaries of the hot key, including those that do not count. A read outside the windows of all of them is
     * between boundaries.
     */
    private List<Boundary> allBoundaries() {
        return rung.caches()
                ? Boundary.of(ledger.of(KeyClass.HOT), scenario.times().hotTtl())
                : List.of();
    }

    public Duration length() {
        return scenario.duration();
    }

    public Row row() {
        List<Boundary> boundaries = boundaries();
        List<Boundary> all = allBoundaries();
        Latencies at = Latencies.of(samples, sample -> hot(sample) && covered(boundaries, sample));
        Latencies between = Latencies.of(samples, sample -> hot(sample) && !covered(all, sample));
        double seconds = length().toNanos() / 1e9;
        return new Row(
                rung.cache(),
                boundaries.stream().map(Boundary::count).toList(),
                byNode(boundaries),
                ledger.of(KeyClass.PRODUCT).peak(PEAK_SPAN_MICROS),
                ledger.duplicates(),
                ledger.of(KeyClass.ABSENT).size() / seconds,
                ledger.size() / seconds,
                (double) ledger.size() / Ideal.of(arrivals, scenario.times()).queries(),
                Latencies.of(samples, sample -> true).millis(50),
                at.millis(99),
                at.samples(),
                between.millis(99),
                between.samples(),
                share(sample -> !sample.cacheStatus().served()),
                share(sample -> sample.cacheStatus() == CacheStatus.STALE),
                nearShare(),
                Sample.failed(samples),
                samples.size(),
                ledger.overflowed());
    }

    /** The share of the hot key's reads that a node served from its near cache. */
    double nearShare() {
        List<Sample> hot = samples.stream().filter(RungRun::hot).toList();
        return Latencies.share(hot, sample -> sample.cacheStatus() == CacheStatus.NEAR);
    }

    static boolean hot(Sample sample) {
        return sample.arrival().keyClass() == KeyClass.HOT;
    }

    private static boolean covered(List<Boundary> boundaries, Sample sample) {
        return boundaries.stream().anyMatch(boundary -> boundary.overlaps(sample.atMicros(), sample.endMicros()));
    }

    private static Map<String, Integer> byNode(List<Boundary> boundaries) {
        Map<String, Integer> byNode = new TreeMap<>();
        boundaries.forEach(
                boundary -> boundary.byNode().forEach((node, count) -> byNode.merge(node, count, Integer::sum)));
        return byNode;
    }

    List<Sample> existing() {
        return samples.stream()
                .filter(sample -> sample.arrival().keyClass() != KeyClass.ABSENT)
                .toList();
    }

    private double share(Predicate<Sample> which) {
        return Latencies.share(existing(), which);
    }
}
