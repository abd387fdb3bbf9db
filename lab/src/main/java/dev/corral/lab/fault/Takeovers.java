package dev.corral.lab.fault;

import dev.corral.guard.core.Key;
import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.measure.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The leases that killed nodes left behind, and the results of the callers that waited for them. */
final class Takeovers {

    private final List<Double> lateMillis = new ArrayList<>();
    private int rounds;
    private long failed;
    private long wrong;
    private int left;
    private long mostQueries;

    /** Adds the responses of the surviving nodes. */
    void others(Counted counted) {
        failed += counted.failed();
        wrong += counted.wrong();
    }

    /**
     * Adds the queries for the keys that the killed node was loading.
     *
     * @param callers the callers' drive, which began before the first query for these keys
     * @param endsNanos the instants, by {@link System#nanoTime()}, at which the leases that were left behind run out
     */
    void keysOfTheDead(Drive callers, Map<Key, Long> endsNanos) throws InterruptedException, IOException {
        List<Query> queries = callers.await().ledger().queries();
        left += endsNanos.size();
        rounds += endsNanos.isEmpty() ? 0 : 1;
        endsNanos.forEach((key, endNanos) -> {
            List<Query> own = queries.stream()
                    .filter(query -> query.key().equals(key.id()))
                    .toList();
            mostQueries = Math.max(mostQueries, own.size());
            if (own.size() > 1) {
                long takenMicros = callers.startNanos() / 1_000 + own.get(1).startMicros();
                lateMillis.add((takenMicros - endNanos / 1_000) / 1e3);
            }
        });
    }

    int leftBehind() {
        return left;
    }

    void add(Takeovers round) {
        lateMillis.addAll(round.lateMillis);
        rounds += round.rounds;
        failed += round.failed;
        wrong += round.wrong;
        left += round.left;
        mostQueries = Math.max(mostQueries, round.mostQueries);
    }

    Counts seen(int wanted) {
        Collections.sort(lateMillis);
        boolean none = lateMillis.isEmpty();
        return Counts.NOTHING
                .and("rounds", wanted)
                .and("rounds with a dead holder", rounds)
                .and("leases left behind", left)
                .and("taken over", lateMillis.size())
                .and("late median ms", none ? Double.NaN : lateMillis.get(lateMillis.size() / 2))
                .and("late most ms", none ? Double.NaN : lateMillis.getLast())
                .and("queries of a key", mostQueries)
                .and("failed", failed)
                .and("wrong", wrong);
    }
}
