package dev.corral.lab.measure;

import java.util.List;
import java.util.Map;

/**
 * The line of one rung in the table. The numbers about the origin are counted in its ledger, those about callers in the
 * samples.
 *
 * @param hotPerBoundary the hot-key queries of each counted boundary
 * @param hotByNode the sum of the same queries by the node that sent them
 * @param productPeak the largest number of product-key queries in any 100 ms after the first fill
 * @param duplicates the queries that began while another query for the same key was in progress
 * @param p99AtBoundary the p99 latency in milliseconds of the hot key's reads inside boundary windows
 * @param p99Between the p99 latency in milliseconds of the hot key's reads outside boundary windows
 * @param missRate the share of hot and product reads that waited for a load
 * @param staleShare the share of hot and product reads that were served stale
 * @param nearShare the share of hot-key reads that a node served from its near cache, without the shared store
 * @param errors the wrong responses, and the reads without a response
 * @param amplification the number of origin queries divided by the ideal number
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
