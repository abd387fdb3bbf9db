package dev.corral.guard.near;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.near.NearStore.Era;
import dev.corral.guard.runtime.Clock;
import java.time.Duration;

/**
 * An entry on the {@link NearStore}.
 *
 * @param era in which it came
 * @param life how long it may stay
 * @param briefUntilNanos on {@link Clock#nanos()}, where it is served for a moment only
 */
record NearEntry(Entry entry, Era era, Duration life, Standing standing, long briefUntilNanos) {

    /** What the shared store has to do with it. */
    private enum Standing {
        /** Read from there, or accepted there. */
        STORED,
        /** The same; since then the store could not be read. */
        RELIED_ON,
        /** The store could not be asked, or did not take it. */
        UNSTORED
    }

    /** How far an entry may be believed. */
    enum Trust {
        /** Its changes would have been told. */
        TRUSTED,
        /** Not told of, but served for a moment, because there is nothing better. */
        BRIEF,
        /** It may have changed unheard; better than nothing where the shared store cannot be read. */
        UNTRUSTED,
        /** Of a time before everything changed, or its moment is over. */
        GONE
    }

    /** What an entry costs beside its bytes: objects and their headers, references, the table's share. */
    private static final long OVERHEAD_BYTES = 512;

    static NearEntry of(Entry entry, Era era, Clock clock) {
        return new NearEntry(entry, era, left(entry, clock), Standing.STORED, 0);
    }

    static NearEntry unstored(Entry entry, Era era, Clock clock) {
        Duration life = shorter(NearStore.BRIEFLY, entry.limits().soft());
        return new NearEntry(entry, era, life, Standing.UNSTORED, clock.nanos() + life.toNanos());
    }

    NearEntry reliedOn(Clock clock) {
        return new NearEntry(entry, era, left(entry, clock), Standing.RELIED_ON, clock.nanos() + NearStore.BRIEFLY.toNanos());
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

    /** In bytes; at most {@link Integer#MAX_VALUE}, and more than nothing even for absence. */
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
