package dev.corral.lab.measure;

import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.Sample;
import java.util.Arrays;
import java.util.List;

/**
 * The number of a key's queries that began before its TTL had run out. The nodes draw the TTL, so the test uses what
 * callers observe: an entry past its TTL is served stale, and a late refresh is started by such a read. A refresh was
 * therefore early if no read that was sent between the end of the previous load and the start of this one was served
 * stale or had to wait.
 *
 * @param all all queries except the first, for which the earlier state of the cache is unknown
 */
public record Refreshes(int early, int all) {

    /** The time in which responses of the previous load may still be on their way to the other nodes. */
    private static final long AFTERMATH_MICROS = 100_000;

    /** @param reads the reads of the key whose queries these are */
    public static Refreshes of(Ledger queries, List<Sample> reads) {
        long[] late = reads.stream()
                .filter(read -> read.cacheStatus() == CacheStatus.STALE
                        || !read.cacheStatus().served())
                .mapToLong(Sample::sentMicros)
                .toArray();
        int early = 0;
        for (int each = 1; each < queries.size(); each++) {
            long fromMicros = queries.queries().get(each - 1).endMicros() + AFTERMATH_MICROS;
            long toMicros = queries.queries().get(each).startMicros();
            if (Arrays.stream(late).noneMatch(sent -> sent >= fromMicros && sent < toMicros)) {
                early++;
            }
        }
        return new Refreshes(early, Math.max(0, queries.size() - 1));
    }

    public double earlyShare() {
        return all == 0 ? 0 : (double) early / all;
    }

    @Override
    public String toString() {
        return early + " of " + all;
    }
}
