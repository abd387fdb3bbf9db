package dev.corral.node.rest;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Content.Value;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Limits;
import java.util.Map;
import java.util.Optional;

/**
 * A cache of response heads, by row version. A head is valid as long as neither the age nor the remaining TTL changes,
 * in whole seconds; every request without preconditions receives it until then.
 *
 * <p>The cache is bounded: two rows with the same slot replace each other. The head of a row that was replaced, or that
 * is not requested twice within a second, is built anew. All threads may use the cache at once, because the content of
 * a slot never changes.
 */
final class ResponseHeadCache {

    /** The number of slots, a power of two. */
    private static final int PLACES = 1 << 10;

    private static final long SECOND_MICROS = 1_000_000;

    private final Said[] places = new Said[PLACES];

    /**
     * Everything that a head depends on, except the time.
     *
     * @param fields compared by identity: to compare the content would take as long as to build the head
     * @param digest the row's tag, if neither its headers nor its version provide one
     * @param honours whether the cache honours the origin's lifetimes
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

        /** Whether {@link #of} would return an equal row. */
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
     * The stored head with the row's bytes, if the head is still valid.
     *
     * @param answer a fresh row from a cache
     * @param digest the row's tag, if nothing else provides one; otherwise empty
     * @param honours whether the cache honours the origin's lifetimes
     */
    Optional<Reply> of(Answer answer, String digest, boolean honours, long nowMicros) {
        Entry entry = answer.entry().orElseThrow();
        Said last = places[place(entry)];
        boolean holds = last != null && last.holds(nowMicros) && last.row().is(answer, entry, digest, honours);
        return holds ? Optional.of(last.head().of(((Value) answer.content()).bytes())) : Optional.empty();
    }

    /** @param reply the reply at that time to a request without preconditions */
    void keep(Answer answer, String digest, boolean honours, long nowMicros, Reply reply) {
        Entry entry = answer.entry().orElseThrow();
        Row row = Row.of(answer, entry, digest, honours);
        places[place(entry)] = new Said(row, reply.head(), nowMicros, until(entry, nowMicros));
    }

    private static int place(Entry entry) {
        return (int) entry.writtenAtMicros() & PLACES - 1;
    }

    /** When the age or the remaining TTL changes by a second; now, if the entry is no longer fresh. */
    private static long until(Entry entry, long nowMicros) {
        long age = nowMicros - entry.writtenAtMicros();
        long left = entry.leftMicros(nowMicros);
        long older = SECOND_MICROS - Math.floorMod(age, SECOND_MICROS);
        long sooner = Math.floorMod(left, SECOND_MICROS);
        return age < 0 || left <= 0 ? nowMicros : nowMicros + Math.min(older, sooner);
    }
}
