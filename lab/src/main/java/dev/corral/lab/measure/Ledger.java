package dev.corral.lab.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.corral.lab.load.KeyClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The queries that the origin received in one run, in the order of their arrival. Everything here is counted, not
 * timed.
 */
public record Ledger(List<Query> queries) {

    private static final ObjectReader READER = new ObjectMapper().readerFor(Query.class);

    public Ledger {
        queries = queries.stream()
                .sorted(Comparator.comparingLong(Query::startMicros))
                .toList();
    }

    /** Parses newline-delimited JSON, as the origin returns it. */
    public static Ledger parse(String lines) throws JsonProcessingException {
        List<Query> queries = new ArrayList<>();
        for (String line : lines.split("\n")) {
            if (!line.isBlank()) {
                queries.add(READER.readValue(line));
            }
        }
        return new Ledger(queries);
    }

    public Ledger since(long originMicros) {
        return new Ledger(
                queries.stream().map(query -> query.since(originMicros)).toList());
    }

    public Ledger of(KeyClass keyClass) {
        return where(query -> query.keyClass() == keyClass);
    }

    public Ledger where(Predicate<Query> which) {
        return new Ledger(queries.stream().filter(which).toList());
    }

    public int size() {
        return queries.size();
    }

    /** The largest number of queries that begin within any span of this length. */
    public int peak(long spanMicros) {
        int peak = 0;
        int first = 0;
        for (int last = 0; last < queries.size(); last++) {
            while (queries.get(last).startMicros() - queries.get(first).startMicros() >= spanMicros) {
                first++;
            }
            peak = Math.max(peak, last - first + 1);
        }
        return peak;
    }

    /** The largest number of queries in progress at any instant. */
    public int mostAtOnce() {
        long[] ends = queries.stream().mapToLong(Query::endMicros).sorted().toArray();
        int most = 0;
        int ended = 0;
        for (int begun = 1; begun <= queries.size(); begun++) {
            while (ends[ended] <= queries.get(begun - 1).startMicros()) {
                ended++;
            }
            most = Math.max(most, begun - ended);
        }
        return most;
    }

    /** The largest number of queries for one key in progress at any instant. */
    public int mostAtOnceOfOneKey() {
        Map<String, List<Query>> byKey = queries.stream().collect(Collectors.groupingBy(Query::key));
        return byKey.values().stream()
                .mapToInt(each -> new Ledger(each).mostAtOnce())
                .max()
                .orElse(0);
    }

    /** The number of queries that began while another query for the same key was in progress. */
    public int duplicates() {
        Map<String, Long> busyUntil = new HashMap<>();
        int duplicates = 0;
        for (Query query : queries) {
            Long until = busyUntil.get(query.key());
            if (until != null && query.startMicros() < until) {
                duplicates++;
            }
            busyUntil.merge(query.key(), query.endMicros(), Math::max);
        }
        return duplicates;
    }

    /**
     * The shortest time between the beginnings of two queries for one key; {@link Long#MAX_VALUE} if no key has two.
     */
    public long closestMicros() {
        Map<String, Long> last = new HashMap<>();
        long closest = Long.MAX_VALUE;
        for (Query query : queries) {
            Long before = last.put(query.key(), query.startMicros());
            if (before != null) {
                closest = Math.min(closest, query.startMicros() - before);
            }
        }
        return closest;
    }

    public boolean overflowed() {
        return queries.stream().anyMatch(query -> query.outcome().equals("refused"));
    }

    /** The duration of the fastest load that found its row; {@link Long#MAX_VALUE} if there was none. */
    public long fastestMicros() {
        return queries.stream()
                .filter(query -> query.outcome().equals("found"))
                .mapToLong(Query::durationMicros)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
