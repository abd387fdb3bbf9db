package dev.corral.lab.fault;

import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The readings of a process' wall clock, and the number of cache entries that would have expired too early or never by
 * that clock.
 */
final class WallClock {

    private static final long STEP_MICROS = 20_000;
    /** The share of the TTL that no jitter goes below. */
    private static final double EARLY = 0.8;

    private final Duration run;
    private final NavigableMap<Long, Duration> ahead = new TreeMap<>();

    /** @param run the duration of the run, which begins at instant 0 */
    WallClock(Duration run) {
        this.run = run;
    }

    /** Adds a reading. The clock is assumed to advance evenly until the next reading. */
    void read(Duration at, Instant wall) {
        ahead.put(micros(at), Duration.between(Instant.EPOCH, wall).minus(at));
    }

    /** The largest difference between two successive readings, less the time that really passed. */
    Duration furthestJump() {
        Duration furthest = Duration.ZERO;
        Duration before = ahead.firstEntry().getValue();
        for (Duration each : ahead.values()) {
            Duration jump = each.minus(before).abs();
            furthest = jump.compareTo(furthest) > 0 ? jump : furthest;
            before = each;
        }
        return furthest;
    }

    /**
     * The number of entries that would have expired before the shortest TTL; each entry is written at the end of a
     * query.
     */
    long endedEarly(Ledger queries, Duration ttl) {
        return queries.queries().stream()
                .filter(query -> {
                    OptionalLong end = endMicros(query.endMicros(), ttl);
                    return end.isPresent() && end.getAsLong() - query.endMicros() < EARLY * micros(ttl);
                })
                .count();
    }

    /** The number of keys with an entry that was due twice over during the run and would not have expired in it. */
    long keptForGood(Ledger queries, Duration ttl) {
        return queries.queries().stream()
                .filter(query -> query.endMicros() + 2 * micros(ttl) < micros(run))
                .filter(query -> endMicros(query.endMicros(), ttl).isEmpty())
                .map(Query::key)
                .distinct()
                .count();
    }

    /** The instant at which an entry written at that time would have expired; empty if it is not within the run. */
    private OptionalLong endMicros(long writtenMicros, Duration ttl) {
        return LongStream.iterate(writtenMicros, at -> at <= micros(run), at -> at + STEP_MICROS)
                .filter(at -> at - writtenMicros + micros(ahead(at).minus(ahead(writtenMicros))) > micros(ttl))
                .findFirst();
    }

    private Duration ahead(long atMicros) {
        Map.Entry<Long, Duration> last = ahead.floorEntry(atMicros);
        return (last == null ? ahead.firstEntry() : last).getValue();
    }

    private static long micros(Duration span) {
        return span.toNanos() / 1_000;
    }
}
