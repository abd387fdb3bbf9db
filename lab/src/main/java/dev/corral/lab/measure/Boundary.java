package dev.corral.lab.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The moment a key's TTL runs out, as the origin sees it: a group of the key's queries that begin less than half a TTL
 * after its first. May be empty: where the next group begins more than one and a half TTL after the last answer of a group,
 * one was left out. An entry's TTL begins with an answer, however long the origin took for it.
 */
public record Boundary(long firstMicros, List<Query> queries) {

    private static final long AFTERMATH_MICROS = 100_000;

    public int count() {
        return queries.size();
    }

    /** The window in which callers may feel it: from the first query to the last answer and 100 ms more. */
    public boolean covers(long micros) {
        return overlaps(micros, micros);
    }

    /** Whether a read that was open between these instants may have felt it. The one that missed first began before it. */
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

    /** From the first query to the first answer. */
    public long firstLoadMicros() {
        return queries.stream().mapToLong(Query::endMicros).min().orElse(firstMicros) - firstMicros;
    }

    public Map<String, Integer> byNode() {
        Map<String, Integer> byNode = new TreeMap<>();
        queries.forEach(query -> byNode.merge(query.node(), 1, Integer::sum));
        return byNode;
    }

    /** All boundaries of one key's queries, in order. */
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
     * Those that count: from the second on, because the first may have begun before the run; and none that the end of
     * the run may have cut short.
     */
    public static List<Boundary> counted(Ledger ledger, Duration ttl, Duration run) {
        long endMicros = (run.toNanos() - ttl.toNanos() / 2) / 1_000;
        return of(ledger, ttl).stream()
                .skip(1)
                .filter(boundary -> boundary.firstMicros() < endMicros)
                .toList();
    }
}
