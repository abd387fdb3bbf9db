package dev.corral.guard.testing;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An origin whose queries take virtual time and are recorded. The answer or the failure of a query is determined when
 * the query begins.
 */
public final class TimedOrigin implements Loader {

    /** One query. */
    public record Query(Key key, long startNanos) {}

    private final VirtualTime time;
    private final Supplier<Duration> service;
    private final Function<Key, Content> rows;
    private final List<Query> ledger = new ArrayList<>();

    public TimedOrigin(VirtualTime time, Supplier<Duration> service, Function<Key, Content> rows) {
        this.time = time;
        this.service = service;
        this.rows = rows;
    }

    @Override
    public Uni<Answer> load(Request request) {
        return query(request.key(), Runnable::run);
    }

    /** Returns the origin as seen from a machine, which may be paused or crashed when the answer arrives. */
    public Loader seenFrom(Machine machine) {
        return request -> query(request.key(), machine::receive);
    }

    private Uni<Answer> query(Key key, Executor asker) {
        return Uni.createFrom().emitter(emitter -> {
            ledger.add(new Query(key, time.nanos()));
            Uni<Answer> read = Uni.createFrom()
                    .item(() -> Answer.loaded(rows.apply(key)))
                    .memoize()
                    .indefinitely();
            read.subscribe().with(begun -> {}, failed -> {});
            Runnable answer = () -> read.subscribe().with(emitter::complete, emitter::fail);
            time.schedule(() -> asker.execute(answer), service.get().toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    public List<Query> ledger() {
        return ledger;
    }

    public int queries() {
        return ledger.size();
    }

    /**
     * Returns the number of queries at each boundary of a key: groups of queries that begin less than half a TTL after
     * the group's first one.
     */
    public List<Integer> boundaries(Key key, Duration ttl) {
        List<Integer> groups = new ArrayList<>();
        long firstNanos = Long.MIN_VALUE / 2;
        for (Query query : ledger) {
            if (!query.key().equals(key)) {
                continue;
            }
            if (query.startNanos() - firstNanos < ttl.toNanos() / 2) {
                groups.set(groups.size() - 1, groups.getLast() + 1);
            } else {
                firstNanos = query.startNanos();
                groups.add(1);
            }
        }
        return groups;
    }
}
