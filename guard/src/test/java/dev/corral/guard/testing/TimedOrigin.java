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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** An origin that takes its time, in virtual time, and keeps a ledger. What it answers is read when the query begins. */
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
        return Uni.createFrom().emitter(emitter -> {
            ledger.add(new Query(request.key(), time.nanos()));
            Content read = rows.apply(request.key());
            time.schedule(
                    () -> emitter.complete(Answer.loaded(read)), service.get().toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    public List<Query> ledger() {
        return ledger;
    }

    public int queries() {
        return ledger.size();
    }
}
