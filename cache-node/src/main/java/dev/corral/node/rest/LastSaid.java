package dev.corral.node.rest;

import dev.corral.guard.core.Entry;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;

/**
 * What was last said of rows of the near cache, beside their bytes. It holds as long as neither an age nor a time left,
 * told in whole seconds, is another: whoever asks meanwhile, and on no terms of his own, is told the same.
 *
 * <p>Bounded: two rows of one place take it from each other, and are said anew then, as all are that nobody asks for twice
 * in a second. May be used by all threads at once, for what stands in a place never changes.
 */
final class LastSaid {

    /** A power of two. */
    private static final int PLACES = 1 << 10;

    private static final long SECOND_MICROS = 1_000_000;

    private final Said[] places = new Said[PLACES];

    private record Said(WeakReference<Entry> entry, Reply head, long fromMicros, long untilMicros) {
        boolean holds(Entry asked, long nowMicros) {
            return entry.refersTo(asked) && nowMicros >= fromMicros && nowMicros < untilMicros;
        }
    }

    /** @param anew what is to be said of it at that time */
    Reply of(Entry entry, byte[] row, long nowMicros, Supplier<Reply> anew) {
        int place = System.identityHashCode(entry) & PLACES - 1;
        Said last = places[place];
        if (last != null && last.holds(entry, nowMicros)) {
            return last.head().of(row);
        }
        Reply reply = anew.get();
        places[place] = new Said(new WeakReference<>(entry), reply.head(), nowMicros, until(entry, nowMicros));
        return reply;
    }

    /** When the age or the time left is another second's; not after now, where the entry is no longer fresh. */
    static long until(Entry entry, long nowMicros) {
        long age = nowMicros - entry.writtenAtMicros();
        long left = entry.leftMicros(nowMicros);
        long older = SECOND_MICROS - Math.floorMod(age, SECOND_MICROS);
        long sooner = Math.floorMod(left, SECOND_MICROS);
        return age < 0 || left <= 0 ? nowMicros : nowMicros + Math.min(older, sooner);
    }
}
