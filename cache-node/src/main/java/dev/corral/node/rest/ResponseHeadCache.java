package dev.corral.node.rest;

import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content.Value;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Limits;
import java.util.Map;
import java.util.Optional;

/**
 * What was last said of rows, beside their bytes. It holds as long as neither an age nor a time left, told in whole
 * seconds, is another: whoever asks meanwhile, and on no terms of his own, is told the same.
 *
 * <p>Bounded: two rows of one place take it from each other, and are said anew then, as all are that nobody asks for twice
 * in a second. May be used by all threads at once, for what stands in a place never changes.
 */
final class ResponseHeadCache {

    /** A power of two. */
    private static final int PLACES = 1 << 10;

    private static final long SECOND_MICROS = 1_000_000;

    private final Said[] places = new Said[PLACES];

    /**
     * All that a head says something about, but the time.
     *
     * @param fields the very same: to compare them would take as long as to say them
     * @param digest its tag, where neither fields nor version name it
     * @param honours whether the origin's word counts
     */
    private record Row(
            Map<String, String> fields,
            long version,
            String digest,
            boolean honours,
            long writtenAtMicros,
            Limits limits,
            Source source) {
        static Row of(Answer answer, Entry entry, String digest, boolean honours) {
            Value value = (Value) answer.content();
            return new Row(
                    value.fields(),
                    value.version(),
                    digest,
                    honours,
                    entry.writtenAtMicros(),
                    entry.limits(),
                    answer.source());
        }

        /** Whether {@link #of} would give an equal one. */
        boolean is(Answer answer, Entry entry, String itsDigest, boolean honoured) {
            Value value = (Value) answer.content();
            return fields == value.fields()
                    && honours == honoured
                    && writtenAtMicros == entry.writtenAtMicros()
                    && source == answer.source()
                    && version == value.version()
                    && digest.equals(itsDigest)
                    && limits.equals(entry.limits());
        }
    }

    private record Said(Row row, Reply head, long fromMicros, long untilMicros) {
        boolean holds(long nowMicros) {
            return nowMicros >= fromMicros && nowMicros < untilMicros;
        }
    }

    /**
     * What was said, where it still holds.
     *
     * @param answer a row from a cache, and fresh
     * @param digest its tag, where nothing else names it; else empty
     * @param honours whether the origin's word counts about how long it lives
     */
    Optional<Reply> of(Answer answer, String digest, boolean honours, long nowMicros) {
        Entry entry = answer.entry().orElseThrow();
        Said last = places[place(entry)];
        boolean holds = last != null && last.holds(nowMicros) && last.row().is(answer, entry, digest, honours);
        return holds ? Optional.of(last.head().of(((Value) answer.content()).bytes())) : Optional.empty();
    }

    /** @param reply what is said of it at that time, to whoever asks */
    void keep(Answer answer, String digest, boolean honours, long nowMicros, Reply reply) {
        Entry entry = answer.entry().orElseThrow();
        Row row = Row.of(answer, entry, digest, honours);
        places[place(entry)] = new Said(row, reply.head(), nowMicros, until(entry, nowMicros));
    }

    private static int place(Entry entry) {
        return (int) entry.writtenAtMicros() & PLACES - 1;
    }

    /** When the age or the time left is another second's; not after now, where the entry is no longer fresh. */
    private static long until(Entry entry, long nowMicros) {
        long age = nowMicros - entry.writtenAtMicros();
        long left = entry.leftMicros(nowMicros);
        long older = SECOND_MICROS - Math.floorMod(age, SECOND_MICROS);
        long sooner = Math.floorMod(left, SECOND_MICROS);
        return age < 0 || left <= 0 ? nowMicros : nowMicros + Math.min(older, sooner);
    }
}
