package dev.corral.guard.core;

import java.util.Map;
import java.util.Optional;

/**
 * A request for a value, which each layer passes to the next one. A layer that adds information passes on a copy.
 *
 * @param fields the caller's fields for the origin, by lower-case name; no layer of the chain reads them
 * @param deadlineNanos by the monotonic clock of this process; {@link Long#MAX_VALUE} until a layer has set it
 * @param seen the entry that was already read; a reload must return a newer one
 * @param lease the lease under which this request rebuilds the key for the fleet
 * @param trace the trace of the request, at the layer that receives it
 * @param arrival called when the origin has sent its whole response
 */
public record Request(
        Key key,
        Map<String, String> fields,
        Purpose purpose,
        long deadlineNanos,
        Optional<Entry> seen,
        Optional<Lease> lease,
        Callers callers,
        Trace trace,
        Arrival arrival) {

    /** Returns a request of a caller that waits, without fields and without a deadline. */
    public static Request of(Key key) {
        return of(key, Map.of());
    }

    /** Returns a request of a caller that waits, without a deadline and without a trace. */
    public static Request of(Key key, Map<String, String> fields) {
        return of(key, fields, Trace.NONE);
    }

    /** Returns a request of a caller that waits, without a deadline. */
    public static Request of(Key key, Map<String, String> fields, Trace trace) {
        return new Request(
                key,
                fields,
                Purpose.FOREGROUND,
                Long.MAX_VALUE,
                Optional.empty(),
                Optional.empty(),
                Callers.PRESENT,
                trace,
                Arrival.IGNORED);
    }

    /** Returns a copy with this deadline. */
    public Request by(long newDeadlineNanos) {
        return new Request(key, fields, purpose, newDeadlineNanos, seen, lease, callers, trace, arrival);
    }

    /** Returns a copy that has read this entry, which a reload must replace with a newer one. */
    public Request seeing(Entry entry) {
        return new Request(key, fields, purpose, deadlineNanos, Optional.of(entry), lease, callers, trace, arrival);
    }

    /** Returns a copy that has seen no entry, because the entry is no longer there. */
    public Request unseeing() {
        return new Request(key, fields, purpose, deadlineNanos, Optional.empty(), lease, callers, trace, arrival);
    }

    /** Returns a copy that reloads this entry while it is served. */
    public Request refreshing(Entry entry, Purpose refresh) {
        return new Request(key, fields, refresh, deadlineNanos, Optional.of(entry), lease, callers, trace, arrival);
    }

    /** Returns a copy that rebuilds the key under this lease. */
    public Request holding(Lease newLease) {
        return new Request(key, fields, purpose, deadlineNanos, seen, Optional.of(newLease), callers, trace, arrival);
    }

    /** Returns a copy that is dropped from a queue when none of these callers waits any more. */
    public Request onBehalfOf(Callers newCallers) {
        return new Request(key, fields, purpose, deadlineNanos, seen, lease, newCallers, trace, arrival);
    }

    /** Returns a copy that carries this trace. */
    public Request tracedBy(Trace newTrace) {
        return new Request(key, fields, purpose, deadlineNanos, seen, lease, callers, newTrace, arrival);
    }

    /** Returns a copy whose response from the origin is announced to {@code newArrival}. */
    public Request announcedTo(Arrival newArrival) {
        return new Request(key, fields, purpose, deadlineNanos, seen, lease, callers, trace, newArrival);
    }

    /** Returns a copy with these fields for the origin. */
    public Request sending(Map<String, String> newFields) {
        return new Request(key, newFields, purpose, deadlineNanos, seen, lease, callers, trace, arrival);
    }

    /** Returns the entry already seen, if it may still be served in place of a failed load. */
    public Optional<Entry> fallback(long nowMicros) {
        return seen.filter(entry -> entry.alive(nowMicros));
    }
}
