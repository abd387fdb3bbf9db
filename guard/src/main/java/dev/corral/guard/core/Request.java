package dev.corral.guard.core;

import java.util.Map;
import java.util.Optional;

/**
 * One wish for a value, on its way inward. A layer that knows more passes on a copy.
 *
 * @param fields what its caller gives along for the origin, by lower-case name; no layer reads them
 * @param deadlineNanos by the monotonic clock of this process; {@link Long#MAX_VALUE} until a layer has set it
 * @param seen the entry already seen, which a reload must outdo
 * @param lease held while this request rebuilds the key for the fleet
 */
public record Request(
        Key key,
        Map<String, String> fields,
        Purpose purpose,
        long deadlineNanos,
        Optional<Entry> seen,
        Optional<Lease> lease,
        Callers callers) {

    public static Request of(Key key) {
        return of(key, Map.of());
    }

    public static Request of(Key key, Map<String, String> fields) {
        return new Request(
                key, fields, Purpose.FOREGROUND, Long.MAX_VALUE, Optional.empty(), Optional.empty(), Callers.PRESENT);
    }

    public Request by(long newDeadlineNanos) {
        return new Request(key, fields, purpose, newDeadlineNanos, seen, lease, callers);
    }

    public Request seeing(Entry entry) {
        return new Request(key, fields, purpose, deadlineNanos, Optional.of(entry), lease, callers);
    }

    /** As one that has seen nothing: what it saw is no longer there. */
    public Request unseeing() {
        return new Request(key, fields, purpose, deadlineNanos, Optional.empty(), lease, callers);
    }

    public Request refreshing(Entry entry, Purpose refresh) {
        return new Request(key, fields, refresh, deadlineNanos, Optional.of(entry), lease, callers);
    }

    public Request holding(Lease newLease) {
        return new Request(key, fields, purpose, deadlineNanos, seen, Optional.of(newLease), callers);
    }

    public Request onBehalfOf(Callers newCallers) {
        return new Request(key, fields, purpose, deadlineNanos, seen, lease, newCallers);
    }

    /** The entry already seen, where it may still be served in place of a load that cannot be had. */
    public Optional<Entry> fallback(long nowMicros) {
        return seen.filter(entry -> entry.alive(nowMicros));
    }
}
