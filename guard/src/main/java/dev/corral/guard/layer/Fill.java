package dev.corral.guard.layer;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Kept;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.policy.Absence;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.runtime.Clock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/**
 * A layer that writes a loaded answer to the shared store, with its limits. It is inside the lock, so that the write
 * can present the lease's fence. The {@link EntryWriter} defines how the entry is written.
 */
public final class Fill implements Loader {

    /**
     * The rule for which answers are stored, and for how long.
     *
     * @param maxBytes the largest content that is stored; a larger one is returned and not stored
     */
    public record Retention(Expiry expiry, Absence absence, int maxBytes) {
        private Optional<Limits> limits(Key key, Content content) {
            return switch (content) {
                case Content.Value value -> expiry.limits(key, value);
                case Content.Absent absent -> absence.limits(key);
                case Content.Passed passed -> Optional.empty();
            };
        }
    }

    private final Loader next;
    private final Retention retention;
    private final EntryWriter writer;
    private final Clock clock;
    private final Events events;

    public Fill(Loader next, Retention retention, EntryWriter writer, Clock clock, Events events) {
        this.next = next;
        this.retention = retention;
        this.writer = writer;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public Uni<Answer> load(Request request) {
        long beganNanos = clock.nanos();
        return next.load(request).onItem().transformToUni(answer -> keep(request, answer, clock.nanos() - beganNanos));
    }

    private Uni<Answer> keep(Request request, Answer answer, long tookNanos) {
        events.observed(Quantity.REBUILD_SECONDS, tookNanos / 1e9);
        if (answer.content() instanceof Content.Absent) {
            events.happened(Event.ABSENT);
        }
        Optional<Limits> limits = limits(request.key(), answer.content());
        if (limits.isEmpty()) {
            return Uni.createFrom().item(answer.unkept(Kept.PASSED));
        }
        Duration delta = Duration.ofNanos(tookNanos);
        Entry entry = new Entry(answer.content(), 0, clock.micros(), limits.get(), delta);
        return writer.write(request, answer, entry).onFailure().recoverWithItem(failure -> failed(answer, entry));
    }

    private Optional<Limits> limits(Key key, Content content) {
        if (content.size() > retention.maxBytes()) {
            events.happened(Event.OVERSIZE);
            return Optional.empty();
        }
        return retention.limits(key, content);
    }

    private Answer failed(Answer answer, Entry entry) {
        events.happened(Event.STORE_WRITE_FAILED);
        return answer.unstored(entry).unkept(Kept.FAILED);
    }
}
