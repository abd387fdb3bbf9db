package dev.corral.guard.policy;

import dev.corral.guard.core.Limits;
import java.time.Duration;

/**
 * How long after its TTL an entry may still be served. Both spans begin at the TTL.
 *
 * @param whileRevalidate how long the entry is served while it is refreshed
 * @param ifError how long the entry is served if a load fails
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5861">RFC 5861</a>
 */
public record Staleness(Duration whileRevalidate, Duration ifError) {

    public static final Staleness NONE = new Staleness(Duration.ZERO, Duration.ZERO);

    /** Returns a staleness with stale-while-revalidate only. */
    public static Staleness whileRevalidate(Duration span) {
        return new Staleness(span, Duration.ZERO);
    }

    /** Returns the limits of an entry with this TTL. */
    public Limits after(Duration ttl) {
        Duration stale = ttl.plus(whileRevalidate);
        Duration hard = ttl.plus(ifError);
        return new Limits(ttl, stale, hard.compareTo(stale) > 0 ? hard : stale);
    }
}
