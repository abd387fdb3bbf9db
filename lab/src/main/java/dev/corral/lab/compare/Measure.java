package dev.corral.lab.compare;

import dev.corral.lab.measure.Row;
import java.util.function.ToDoubleFunction;

/** A number of a rung, with the difference that may occur without any change. */
enum Measure {
    HOT_MEDIAN("hot-key queries per boundary, median", 0.5, Row::hotMedian),
    HOT_MAX("hot-key queries per boundary, most", 0.5, Row::hotMax),
    PRODUCT_PEAK("peak product-key queries in 100 ms", 5, Row::productPeak),
    DUPLICATES("duplicate queries", 5, Row::duplicates),
    ABSENT("absent-key queries per second", 0.5, Row::absentPerSecond),
    QUERIES("origin queries per second", 1, Row::queriesPerSecond),
    AMPLIFICATION("amplification", 0.2, Row::amplification),
    P50("p50, ms", 0.5, Row::p50),
    P99_AT_BOUNDARY("hot-key p99 at boundaries, ms", 5, row -> of(row.samplesAtBoundary(), row.p99AtBoundary())),
    P99_BETWEEN("hot-key p99 between boundaries, ms", 5, row -> of(row.samplesBetween(), row.p99Between())),
    WAITED("reads of existing rows that waited, %", 0.5, row -> row.missRate() * 100),
    STALE("reads of existing rows served stale, %", 1, row -> row.staleShare() * 100),
    NEAR("hot-key reads answered near, %", 1, row -> row.nearShare() * 100),
    ERRORS("errors", 0, Row::errors);

    private final String name;
    private final double wanders;
    private final ToDoubleFunction<Row> of;

    Measure(String name, double wanders, ToDoubleFunction<Row> of) {
        this.name = name;
        this.wanders = wanders;
        this.of = of;
    }

    /** Returns NaN for a percentile of no samples. */
    private static double of(long samples, double percentile) {
        return samples == 0 ? Double.NaN : percentile;
    }

    Change between(Row before, Row after) {
        return new Change(name, of.applyAsDouble(before), of.applyAsDouble(after), wanders);
    }
}
