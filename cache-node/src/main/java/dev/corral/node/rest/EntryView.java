package dev.corral.node.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.node.cache.Leases;
import java.util.Optional;

/**
 * What is stored under a key, for a person who looks: nothing is changed by looking.
 *
 * @param state {@code fresh}, {@code stale}, {@code expired}, or {@code absent} where nothing is stored
 * @param negative whether it says that the row does not exist
 * @param ageMillis since it was written
 * @param freshMillis until its soft TTL; negative since then
 * @param loadMillis how long the load took that made it
 * @param lock who rebuilds it now; nothing where nobody does
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
        Long version,
        Lock lock) {

    /** The fleet's lock of the key, while it is held. */
    record Lock(String holder, long leftMillis) {
        static Lock of(Leases.Held held) {
            return new Lock(held.token(), held.left().toMillis());
        }
    }

    static EntryView of(Key key, Optional<Entry> entry, Optional<Leases.Held> lease, long nowMicros) {
        Lock lock = lease.map(Lock::of).orElse(null);
        return entry.map(each -> of(key, each, lock, nowMicros)).orElseGet(() -> nothing(key, lock));
    }

    private static EntryView nothing(Key key, Lock lock) {
        return new EntryView(key.cache(), key.id(), "absent", null, null, null, null, null, null, lock);
    }

    private static EntryView of(Key key, Entry entry, Lock lock, long nowMicros) {
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
                entry.content() instanceof Content.Value value ? value.version() : null,
                lock);
    }

    private static String state(Entry entry, long nowMicros) {
        return entry.fresh(nowMicros) ? "fresh" : entry.usable(nowMicros) ? "stale" : "expired";
    }
}
