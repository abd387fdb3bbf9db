package dev.corral.guard.layer;

import dev.corral.guard.chain.Ready;
import dev.corral.guard.chain.Then;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Request;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * A layer that answers from the shared store if the entry may be served, and begins a refresh if it is due. It is
 * outside single-flight, so that refreshes coalesce too: inside single-flight, every stale hit would begin a refresh of
 * its own.
 */
public final class Lookup implements Loader {

    private final Loader next;
    private final Freshness freshness;
    private final SharedStore store;
    private final Clock clock;
    private final Events events;

    public Lookup(Loader next, Freshness freshness, SharedStore store, Clock clock, Events events) {
        this.next = next;
        this.freshness = freshness;
        this.store = store;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public Uni<Answer> load(Request request) {
        if (request.purpose().refresh()) {
            return next.load(request);
        }
        return Then.from(
                store.get(request.key()),
                (entry, failure) -> failure == null ? answer(request, entry) : loadWithoutStore(request));
    }

    private Uni<Answer> answer(Request request, Entry entry) {
        if (entry == null) {
            // The entry of an outer layer was invalidated meanwhile: it must not be served if the load fails.
            return next.load(request.unseeing());
        }
        return switch (freshness.judge(entry, clock.micros())) {
            case FRESH -> serve(entry, false);
            case EARLY -> {
                events.happened(Event.EARLY_REFRESH);
                refresh(request.refreshing(entry, Purpose.EARLY_REFRESH));
                yield serve(entry, false);
            }
            case STALE -> {
                refresh(request.refreshing(entry, Purpose.REFRESH));
                yield serve(entry, true);
            }
            case EXPIRED -> loadOr(request.seeing(entry));
        };
    }

    /** Loads. If the load fails, serves the entry already seen, if it still lives: stale-if-error. */
    private Uni<Answer> loadOr(Request request) {
        return next.load(request)
                .onFailure()
                .recoverWithUni(failure -> request.fallback(clock.micros())
                        .map(entry -> {
                            events.happened(Event.STALE_IF_ERROR);
                            return serve(entry, true);
                        })
                        .orElseGet(() -> Uni.createFrom().failure(failure)));
    }

    private Uni<Answer> serve(Entry entry, boolean stale) {
        if (entry.content() instanceof Content.Absent) {
            events.happened(Event.NEGATIVE_HIT);
        }
        return new Ready<>(Answer.cached(entry, Source.STORE, stale));
    }

    /** Begins a refresh. No caller waits for it; the probe behind this layer counts its outcome. */
    private void refresh(Request refresh) {
        next.load(refresh).subscribe().with(ignored -> {}, ignored -> {});
    }

    /**
     * Answers while the store cannot be read. The entry of an outer layer may be outdated, because changes may not have
     * been reported, so it is served as stale.
     */
    private Uni<Answer> loadWithoutStore(Request request) {
        events.happened(Event.STORE_READ_FAILED);
        Optional<Entry> usable = request.seen().filter(entry -> entry.usable(clock.micros()));
        if (usable.isEmpty()) {
            return loadOr(request);
        }
        refresh(request.refreshing(usable.get(), Purpose.REFRESH));
        return serve(usable.get(), true);
    }
}
