package dev.corral.node.rest;

import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import dev.corral.node.cache.Leases;
import dev.corral.node.cache.NamedCache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Returns what the fleet has stored for a row. It changes nothing: it neither loads the row nor counts as a read. */
@Singleton
final class StoredEntries {

    private static final Uni<Optional<Leases.Held>> NOT_HELD = Uni.createFrom().item(Optional.empty());

    private final Leases leases;
    private final Clock clock;
    private final JsonReplies replies;

    StoredEntries(Leases leases, Clock clock, JsonReplies replies) {
        this.leases = leases;
        this.clock = clock;
        this.replies = replies;
    }

    Uni<Reply> of(NamedCache cache, Key key) {
        return Uni.combine()
                .all()
                .unis(cache.peek(key), cache.keeps() ? leases.of(key) : NOT_HELD)
                .with((entry, lease) -> replies.of(EntryView.of(key, entry, lease, clock.micros())));
    }
}
