package dev.corral.guard.layer;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Kept;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Uni;

/** A function that writes an entry for {@link Fill} and returns the resulting answer. */
@FunctionalInterface
public interface EntryWriter {

    Uni<Answer> write(Request request, Answer answer, Entry entry);

    /** Returns the writer of chains without a lock: the last write wins, even if it is of an older row. */
    static EntryWriter plain(SharedStore store) {
        return (request, answer, entry) ->
                request.trace().command("put", store.put(request.key(), entry)).map(done -> answer.stored(entry));
    }

    /**
     * Returns the writer of chains with a lock: it writes under the request's lease or not at all. An answer whose
     * write is refused is still returned to its own callers, marked stale.
     */
    static EntryWriter fenced(FleetLocks locks, Events events) {
        return (request, answer, entry) -> request.lease()
                .map(lease -> request.trace()
                        .command("publish", locks.publish(request.key(), lease, entry))
                        .map(publication -> {
                            if (publication.accepted()) {
                                return answer.stored(publication.entry());
                            }
                            events.happened(Event.FENCED_OUT);
                            return answer.unkept(Kept.REFUSED);
                        }))
                .orElseGet(() -> Uni.createFrom().item(answer.unstored(entry)));
    }
}
