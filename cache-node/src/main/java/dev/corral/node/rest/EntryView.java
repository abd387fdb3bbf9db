package dev.corral.node.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import java.util.Optional;

/**
 * What is stored under a key, for a person who looks: nothing is changed by looking.
 *
 * @param state {@code fresh}, {@code stale}, {@code expired}, or {@code absent} where nothing is stored
 * @param negative whether it says that the row does not exist
 * @param ageMillis since it was written
 * @param freshMillis until its soft TTL; negative since then
 * @param loadMillis how long the load took that made it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntryView(
        String cache,
        String key,
        String state,
        Boolean negative,
        Long ageMillis,
        Long freshMillis,
        Long loadMillis,
        Long fence,
        Long version) {

    static EntryView of(Key key, Optional<Entry> entry, long nowMicros) {
        return entry.map(each -> of(key, each, nowMicros))
                .orElseGet(() -> new EntryView(key.cache(), key.id(), "absent", null, null, null, null, null, null));
    }

    private static EntryView of(Key key, Entry entry, long nowMicros) {
        long age = entry.age(nowMicros).toMillis();
        return new EntryView(
                key.cache(),
                key.id(),
                state(entry, nowMicros),
                entry.content() instanceof Content.Absent,
                age,
                entry.limits().soft().toMillis() - age,
                entry.delta().toMillis(),
                entry.fence(),
                entry.content() instanceof Content.Value value ? value.version() : null);
    }

    private static String state(Entry entry, long nowMicros) {
        return entry.fresh(nowMicros) ? "fresh" : entry.usable(nowMicros) ? "stale" : "expired";
    }
}
