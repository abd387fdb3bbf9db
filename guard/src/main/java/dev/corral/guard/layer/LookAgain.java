package dev.corral.guard.layer;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.policy.Freshness.Judgement;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Uni;

/**
 * A layer that reads the store once more, for an entry newer than the one that the request saw. It is directly inside
 * single-flight in chains without a lock: a read that missed before a fill may be answered after its flight has ended,
 * and would begin a second load. With a lock, acquiring the lock reads the entry in the same atomic step.
 */
public final class LookAgain implements Loader {

    private final Loader next;
    private final Freshness freshness;
    private final SharedStore store;
    private final Clock clock;
    private final Events events;

    public LookAgain(Loader next, Freshness freshness, SharedStore store, Clock clock, Events events) {
        this.next = next;
        this.freshness = freshness;
        this.store = store;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public Uni<Answer> load(Request request) {
        return request.trace()
                .command("get", store.get(request.key()))
                .onFailure()
                .recoverWithNull()
                .onItem()
                .transformToUni(entry -> entry != null && newer(request, entry) ? found(entry) : next.load(request));
    }

    private boolean newer(Request request, Entry entry) {
        return freshness.judge(entry, clock.micros()) != Judgement.EXPIRED
                && request.seen().map(entry::newerThan).orElse(true);
    }

    private Uni<Answer> found(Entry entry) {
        events.happened(Event.FOUND_AGAIN);
        return Uni.createFrom().item(Answer.cached(entry, Source.STORE, !entry.fresh(clock.micros())));
    }
}
