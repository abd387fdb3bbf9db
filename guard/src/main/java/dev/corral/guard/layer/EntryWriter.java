package dev.corral.guard.layer;

import dev.corral.guard.core.Answer.Kept;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Uni;

/** How {@link Fill} writes an entry, and what it makes of the answer. */
@FunctionalInterface
public interface EntryWriter {

    Uni<Answer> write(Request request, Answer answer, Entry entry);

    /** For stacks without a lock: the last writer wins, whatever it had read. */
    static EntryWriter plain(SharedStore store) {
        return (request, answer, entry) -> store.put(request.key(), entry).map(done -> answer.stored(entry));
    }

    /**
     * For stacks with a lock: writes under the request's lease or not at all. What a refused writer read is still
     * answered to its own callers, marked stale.
     */
    static EntryWriter fenced(FleetLocks locks, Events events) {
        return (request, answer, entry) -> request.lease()
                .map(lease -> locks.publish(request.key(), lease, entry).map(publication -> {
                    if (publication.accepted()) {
                        return answer.stored(publication.entry());
                    }
                    events.happened(Event.FENCED_OUT);
                    return answer.unkept(Kept.REFUSED);
                }))
                .orElseGet(() -> Uni.createFrom().item(answer.unstored(entry)));
    }
}
