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
 * What a process' wall clock said, and what had become of its entries by that clock: those that it would have ended
 * early, and those that it would have kept for good.
 */
final class WallClock {

    private static final long STEP_MICROS = 20_000;
    /** Of a TTL: no jitter makes it shorter. */
    private static final double EARLY = 0.8;

    private final Duration run;
    private final NavigableMap<Long, Duration> ahead = new TreeMap<>();

    /** @param run from the instant 0 on */
    WallClock(Duration run) {
        this.run = run;
    }

    /** It goes evenly from there to the next reading. */
    void read(Duration at, Instant wall) {
        ahead.put(micros(at), Duration.between(Instant.EPOCH, wall).minus(at));
    }

    /** The furthest that it went from one reading to the next, beyond what had really passed. */
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

    /** Entries, each written at the end of a query, that would have ended before the shortest TTL had passed. */
    long endedEarly(Ledger queries, Duration ttl) {
        return queries.queries().stream()
                .filter(query -> {
                    OptionalLong end = endMicros(query.endMicros(), ttl);
                    return end.isPresent() && end.getAsLong() - query.endMicros() < EARLY * micros(ttl);
                })
                .count();
    }

    /** Keys with an entry that was due in the run, twice over, and would not have ended in it. */
    long keptForGood(Ledger queries, Duration ttl) {
        return queries.queries().stream()
                .filter(query -> query.endMicros() + 2 * micros(ttl) < micros(run))
                .filter(query -> endMicros(query.endMicros(), ttl).isEmpty())
                .map(Query::key)
                .distinct()
                .count();
    }

    /** When an entry written then would have been too old; empty where that is not in the run. */
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
