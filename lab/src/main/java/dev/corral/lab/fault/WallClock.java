package dev.corral.lab.fault;

import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a process' wall clock said, and what had become of its entries by that clock: those that it would have ended
 * early, and those that it would have kept for good.
 */
final class WallClock {

    private final NavigableMap<Long, Instant> readings = new TreeMap<>();

    /** @param atMicros on the ledger's time line */
    void read(long atMicros, Instant wall) {
        readings.put(atMicros, wall);
    }

    /** The furthest that it went from one reading to the next, beyond what had really passed. */
    Duration furthestJump() {
        Duration furthest = Duration.ZERO;
        Map.Entry<Long, Instant> before = null;
        for (Map.Entry<Long, Instant> each : readings.entrySet()) {
            if (before != null) {
                Duration jump = distance(before, each).abs();
                furthest = jump.compareTo(furthest) > 0 ? jump : furthest;
            }
            before = each;
        }
        return furthest;
    }

    private static Duration distance(Map.Entry<Long, Instant> from, Map.Entry<Long, Instant> to) {
        long passedMicros = to.getKey() - from.getKey();
        return Duration.between(from.getValue(), to.getValue()).minusNanos(passedMicros * 1_000);
    }

    /** Entries, each written by the end of a query, that would have ended at a reading before that much had really passed. */
    long endedEarly(Ledger queries, Duration ttl) {
        return queries.queries().stream()
                .filter(query -> {
                    Long end = endMicros(query.endMicros(), ttl);
                    return end != null && end - query.endMicros() < ttl.toNanos() / 2_000;
                })
                .count();
    }

    /** Keys of which an entry would not have ended by the last reading, a whole TTL after it should have. */
    long keptForGood(Ledger queries, Duration ttl) {
        Map<String, List<Query>> byKey = queries.queries().stream().collect(Collectors.groupingBy(Query::key));
        long dueMicros = readings.lastKey() - 2 * ttl.toNanos() / 1_000;
        return byKey.values().stream()
                .filter(own -> own.stream()
                        .anyMatch(query -> query.endMicros() < dueMicros && endMicros(query.endMicros(), ttl) == null))
                .count();
    }

    /** The reading at which an entry written then would have been too old; null where there is none. */
    private Long endMicros(long writtenMicros, Duration ttl) {
        Map.Entry<Long, Instant> written = readings.floorEntry(writtenMicros);
        if (written == null) {
            return writtenMicros;
        }
        return readings.tailMap(writtenMicros, false).entrySet().stream()
                .filter(each ->
                        Duration.between(written.getValue(), each.getValue()).compareTo(ttl) > 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
