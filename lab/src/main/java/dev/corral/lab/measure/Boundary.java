package dev.corral.lab.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A moment at which a key's TTL runs out, as the origin observes it: a group of the key's queries that begin less than
 * half a TTL after its first query. The group is empty for a boundary without queries, which is assumed if the next
 * group begins more than one and a half TTLs after the last answer of this one. A TTL begins with an answer, however
 * long the origin took for it.
 */
public record Boundary(long firstMicros, List<Query> queries) {

    private static final long AFTERMATH_MICROS = 100_000;

    public int count() {
        return queries.size();
    }

    /**
     * Whether the instant is in the window in which callers may be affected: from the first query to the last response
     * and 100 ms more.
     */
    public boolean covers(long micros) {
        return overlaps(micros, micros);
    }

    /**
     * Whether a read that was open between these instants may have been affected. The read that missed first began
     * before the boundary.
     */
    public boolean overlaps(long fromMicros, long toMicros) {
        return toMicros >= firstMicros && fromMicros <= lastAnswerMicros() + AFTERMATH_MICROS;
    }

    /** An empty one covers no instant. */
    public long lastAnswerMicros() {
        return lastEndMicros(firstMicros - AFTERMATH_MICROS - 1);
    }

    /** Whether a boundary lies between this one and the query. */
    private boolean isLeftBehind(Query query, long ttlMicros) {
        return query.startMicros() - lastEndMicros(firstMicros) > ttlMicros * 3 / 2;
    }

    private long lastEndMicros(long ofNone) {
        return queries.stream().mapToLong(Query::endMicros).max().orElse(ofNone);
    }

    /** The time from the first query to the first response. */
    public long firstLoadMicros() {
        return queries.stream().mapToLong(Query::endMicros).min().orElse(firstMicros) - firstMicros;
    }

    public Map<String, Integer> byNode() {
        Map<String, Integer> byNode = new TreeMap<>();
        queries.forEach(query -> byNode.merge(query.node(), 1, Integer::sum));
        return byNode;
    }

    /** Returns all boundaries in one key's queries, in order. */
    public static List<Boundary> of(Ledger ledger, Duration ttl) {
        long ttlMicros = ttl.toNanos() / 1_000;
        List<Boundary> boundaries = new ArrayList<>();
        for (Query query : ledger.queries()) {
            long sinceMicros = boundaries.isEmpty()
                    ? Long.MAX_VALUE
                    : query.startMicros() - boundaries.getLast().firstMicros();
            if (sinceMicros < ttlMicros / 2) {
                boundaries.getLast().queries().add(query);
                continue;
            }
            if (!boundaries.isEmpty() && boundaries.getLast().isLeftBehind(query, ttlMicros)) {
                boundaries.add(new Boundary(query.startMicros() - ttlMicros, new ArrayList<>()));
            }
            boundaries.add(new Boundary(query.startMicros(), new ArrayList<>(List.of(query))));
        }
        return boundaries;
    }

    /**
     * Returns the boundaries that count. The first one is left out, because it may have begun before the run, and so is
     * one that the end of the run may have cut short.
     */
    public static List<Boundary> counted(Ledger ledger, Duration ttl, Duration run) {
        long endMicros = (run.toNanos() - ttl.toNanos() / 2) / 1_000;
        return of(ledger, ttl).stream()
                .skip(1)
                .filter(boundary -> boundary.firstMicros() < endMicros)
                .toList();
    }
}
