package dev.corral.node.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.node.cache.Leases;
import java.util.Optional;

/**
 * A stored entry, for an operator who inspects it; reading it changes nothing.
 *
 * @param state {@code fresh}, {@code stale}, {@code expired}, or {@code absent} if nothing is stored
 * @param negative whether the entry states that the row does not exist
 * @param ageMillis the time since it was written
 * @param freshMillis the time until its soft TTL; negative after it
 * @param loadMillis the duration of its load
 * @param lock the fleet's lock of the key; null if no node rebuilds the entry now
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

    /** The fleet's lock of the key, while a node holds it. */
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
