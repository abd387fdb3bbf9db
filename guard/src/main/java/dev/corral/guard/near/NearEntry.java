package dev.corral.guard.near;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.near.NearStore.Era;
import dev.corral.guard.runtime.Clock;
import java.time.Duration;

/**
 * An entry in the {@link NearStore}.
 *
 * @param era the era in which it was stored
 * @param life how long it may stay
 * @param briefUntilNanos the time on {@link Clock#nanos()} until which it is served, if it is served for a moment only
 */
record NearEntry(Entry entry, Era era, Duration life, Standing standing, long briefUntilNanos) {

    /** The relation of an entry to the shared store. */
    private enum Standing {
        /** The entry was read from the shared store, or accepted by it. */
        STORED,
        /** As {@link #STORED}, but the store could not be read since. */
        RELIED_ON,
        /** The store could not be reached, or did not accept the entry. */
        UNSTORED
    }

    /** Whether an entry may be served. */
    enum Trust {
        /** A change of the entry would have been reported. */
        TRUSTED,
        /** Changes of the entry are not reported, but it is served for a moment, because there is no better one. */
        BRIEF,
        /** The entry may have changed without a report; it is used only if the shared store cannot be read. */
        UNTRUSTED,
        /** The entry is from an earlier era, or its moment is over. */
        GONE
    }

    /** The memory of an entry besides its bytes: objects and their headers, references, and its share of the table. */
    private static final long OVERHEAD_BYTES = 512;

    static NearEntry of(Entry entry, Era era, Clock clock) {
        return new NearEntry(entry, era, left(entry, clock), Standing.STORED, 0);
    }

    static NearEntry unstored(Entry entry, Era era, Clock clock) {
        Duration life = shorter(NearStore.BRIEFLY, entry.limits().soft());
        return new NearEntry(entry, era, life, Standing.UNSTORED, clock.nanos() + life.toNanos());
    }

    NearEntry reliedOn(Clock clock) {
        return new NearEntry(
                entry, era, left(entry, clock), Standing.RELIED_ON, clock.nanos() + NearStore.BRIEFLY.toNanos());
    }

    Trust trust(Era now, Clock clock) {
        if (now.live() && era != now) {
            return Trust.GONE;
        }
        return switch (standing) {
            case STORED -> now.live() ? Trust.TRUSTED : Trust.UNTRUSTED;
            case RELIED_ON -> clock.passed(briefUntilNanos) ? Trust.UNTRUSTED : Trust.BRIEF;
            case UNSTORED -> clock.passed(briefUntilNanos) ? Trust.GONE : Trust.BRIEF;
        };
    }

    /** The memory of the entry in bytes; at most {@link Integer#MAX_VALUE}, and above 0 even for an absent row. */
    int weight(Key key) {
        long keyBytes = key.cache().length() + 2L * key.id().length();
        long bytes = OVERHEAD_BYTES
                + keyBytes
                + Integer.toUnsignedLong(entry.content().size());
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    private static Duration left(Entry entry, Clock clock) {
        Duration left = entry.limits().hard().minus(entry.age(clock.micros()));
        return left.isPositive() ? left : Duration.ZERO;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
