package dev.corral.lab.measure;

import java.util.List;
import java.util.Map;

/**
 * One rung's line in the table. What concerns the origin is counted in its ledger; what concerns callers, in the samples.
 *
 * @param hotPerBoundary hot-key queries of each counted boundary
 * @param hotByNode the same, summed by the node that asked
 * @param productPeak most product-key queries in any 100 ms after the first fill
 * @param duplicates queries that began while one of the same key was in progress
 * @param p99AtBoundary milliseconds, of the hot key's reads inside boundary windows
 * @param p99Between of those outside
 * @param missRate share of hot and product reads that waited for a load
 * @param staleShare share of hot and product reads that were served stale
 * @param nearShare share of hot-key reads that a node answered by itself, without the shared store
 * @param errors answers that were not the right ones, and reads without an answer
 * @param amplification origin queries divided by the ideal number
 */
public record Row(
        String rung,
        List<Integer> hotPerBoundary,
        Map<String, Integer> hotByNode,
        int productPeak,
        int duplicates,
        double absentPerSecond,
        double queriesPerSecond,
        double amplification,
        double p50,
        double p99AtBoundary,
        long samplesAtBoundary,
        double p99Between,
        long samplesBetween,
        double missRate,
        double staleShare,
        double nearShare,
        long errors,
        long requests,
        boolean originOverflowed) {

    public double hotMedian() {
        List<Integer> sorted = hotPerBoundary.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    }

    public int hotMax() {
        return hotPerBoundary.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
