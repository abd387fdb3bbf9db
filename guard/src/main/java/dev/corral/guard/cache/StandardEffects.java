package dev.corral.guard.cache;

import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Outcome;
import java.util.Set;

/**
 * The effects of the layers of {@link Layers#STANDARD}. An entry that expires while {@code lock} or {@code look-again}
 * reads it is stale; so few are that they have no count at these layers. The outermost layer counts them.
 */
final class StandardEffects {

    static final Effects NEAR = Effects.refreshing(Outcome.NEAR, Outcome.STALE)
            .and(Event.EARLY_REFRESH, Event.NEAR_EVICTED, Event.NEAR_RACED, Event.NEGATIVE_HIT);

    static final Effects LOOKUP = Effects.refreshing(Outcome.HIT, Outcome.STALE)
            .and(Event.EARLY_REFRESH, Event.STALE_IF_ERROR, Event.NEGATIVE_HIT)
            .and(Event.STORE_READ_FAILED, Event.UNKNOWN_FORMAT);

    /** A refresh that finds a flight of its key is answered with the entry that it would have reloaded. */
    static final Effects SINGLE_FLIGHT = Effects.of(
                    Set.of(Outcome.FLIGHT, Outcome.REFUSED, Outcome.FAILED),
                    Set.of(Outcome.STALE, Outcome.REFUSED, Outcome.FAILED))
            .and(Event.REFRESH_SKIPPED, Event.FLIGHTS_FULL, Event.CALLER_EXPIRED, Event.FLIGHT_EXPIRED);

    static final Effects LOOK_AGAIN = Effects.of(Outcome.HIT).and(Event.FOUND_AGAIN);

    static final Effects LOCK = Effects.of(Outcome.HIT, Outcome.FLEET, Outcome.REFUSED)
            .and(Event.LOCK_GRANTED, Event.LOCK_WAITED, Event.LOCK_GAVE_UP, Event.LOCK_FAILED, Event.PASSED_LOCK)
            .and(Event.BACKED_OFF, Event.LEASE_LOST, Event.FENCED_OUT);

    static final Effects FILL = Effects.NONE.and(Event.ABSENT, Event.OVERSIZE, Event.STORE_WRITE_FAILED);

    /** A load whose callers have all left is dropped, which fails it; a refresh has no caller that leaves. */
    static final Effects GATE = Effects.of(Set.of(Outcome.REFUSED, Outcome.FAILED), Set.of(Outcome.REFUSED))
            .and(Event.SHED, Event.SHED_LATE, Event.DROPPED);

    static final Effects TIMEOUT = Effects.of(Outcome.FAILED);

    static final Effects ORIGIN = Effects.of(Outcome.ORIGIN, Outcome.REFUSED, Outcome.FAILED);

    private StandardEffects() {}
}
