package dev.corral.guard.near;

import dev.corral.guard.chain.Ready;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Kept;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Request;
import dev.corral.guard.near.NearStore.Epoch;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Clock;
import io.smallrye.mutiny.Uni;

/**
 * A layer that answers from the process' own {@link NearStore}, without a request to the shared store, and begins
 * refreshes as lookup does. It is outside lookup, so that it draws for XFetch in its place. Its entries are only as
 * current as the pushes that report changes.
 */
public final class NearCache implements Loader {

    private final Loader next;
    private final Freshness freshness;
    private final NearStore nearStore;
    private final Clock clock;
    private final Events events;

    public NearCache(Loader next, Freshness freshness, NearStore nearStore, Clock clock, Events events) {
        this.next = next;
        this.freshness = freshness;
        this.nearStore = nearStore;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public Uni<Answer> load(Request request) {
        if (request.purpose().refresh()) {
            return next.load(request);
        }
        NearEntry nearEntry = nearStore.get(request.key());
        if (nearEntry == null) {
            return loadAndKeep(request);
        }
        return switch (nearStore.trust(nearEntry)) {
            case TRUSTED -> answer(request, nearEntry.entry());
            case BRIEF -> serve(nearEntry.entry(), true);
            case UNTRUSTED -> ask(request, nearEntry);
            case GONE -> loadAndKeep(request);
        };
    }

    private Uni<Answer> answer(Request request, Entry entry) {
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
            case EXPIRED -> loadAndKeep(request.seeing(entry));
        };
    }

    private Uni<Answer> serve(Entry entry, boolean stale) {
        if (entry.content() instanceof Content.Absent) {
            events.happened(Event.NEGATIVE_HIT);
        }
        return new Ready<>(Answer.cached(entry, Source.NEAR, stale));
    }

    /** Begins a refresh. No caller waits for it; the probe behind this layer counts its outcome. */
    private void refresh(Request refresh) {
        loadAndKeep(refresh).subscribe().with(ignored -> {}, ignored -> {});
    }

    /**
     * Reads the shared store for an entry that is not trusted. If the store cannot be read, the same entry is returned
     * and is then served for a moment, so that not every read queries the store or the origin.
     */
    private Uni<Answer> ask(Request request, NearEntry nearEntry) {
        return loadAndKeep(request.seeing(nearEntry.entry())).onItem().invoke(answer -> {
            if (answer.entry().filter(entry -> entry == nearEntry.entry()).isPresent()) {
                nearStore.relyBriefly(request.key(), nearEntry);
            }
        });
    }

    private Uni<Answer> loadAndKeep(Request request) {
        Epoch epoch = nearStore.epoch(request.key());
        return next.load(request).onItem().invoke(answer -> keep(request.key(), answer, epoch));
    }

    /**
     * Stores only an answer that this request itself received after it took the epoch. The answer of a flight is not
     * stored: the flight may have read the row before a change that was reported before this request took its epoch and
     * joined.
     */
    private void keep(Key key, Answer answer, Epoch epoch) {
        if (answer.kept() == Kept.FAILED) {
            answer.unstored().ifPresent(entry -> nearStore.keepBriefly(key, entry, epoch));
        } else if (!answer.stale() && own(answer)) {
            answer.entry().ifPresent(entry -> nearStore.keep(key, entry, epoch));
        }
    }

    private static boolean own(Answer answer) {
        return switch (answer.source()) {
            case STORE, FLEET -> true;
            case ORIGIN -> answer.kept() == Kept.STORED;
            case FLIGHT, NEAR -> false;
        };
    }
}
