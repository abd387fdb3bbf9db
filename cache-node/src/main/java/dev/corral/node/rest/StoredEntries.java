package dev.corral.node.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import dev.corral.node.cache.Leases;
import dev.corral.node.cache.NamedCache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Returns what the fleet has stored for a row. It changes nothing: it neither loads the row nor counts as a read. */
@Singleton
final class StoredEntries {

    private static final Uni<Optional<Leases.Held>> NOT_HELD = Uni.createFrom().item(Optional.empty());
    private static final String JSON = "application/json";

    private final Leases leases;
    private final Clock clock;
    private final ObjectMapper mapper;

    StoredEntries(Leases leases, Clock clock, ObjectMapper mapper) {
        this.leases = leases;
        this.clock = clock;
        this.mapper = mapper;
    }

    Uni<Reply> of(NamedCache cache, Key key) {
        return Uni.combine()
                .all()
                .unis(cache.peek(key), cache.keeps() ? leases.of(key) : NOT_HELD)
                .with((entry, lease) -> reply(EntryView.of(key, entry, lease, clock.micros())));
    }

    private Reply reply(EntryView entry) {
        try {
            return new Reply(200).field(Content.Value.TYPE, JSON).body(mapper.writeValueAsBytes(entry));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
