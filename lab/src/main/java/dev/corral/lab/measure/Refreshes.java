package dev.corral.lab.measure;

import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.Sample;
import java.util.Arrays;
import java.util.List;

/**
 * How many of a key's queries began before its TTL had run out. The nodes draw the TTL; what callers see of it is that
 * an entry past its TTL is answered stale. So a refresh was early where no read was answered stale, or had to wait, that
 * was sent after the load before was done and before this one began: a late refresh is begun by just such a read.
 *
 * @param all but the first, of which nobody knows what was there before
 */
public record Refreshes(int early, int all) {

    /** In which answers of the load before may still be on their way to the other nodes. */
    private static final long AFTERMATH_MICROS = 100_000;

    /** @param reads of the one key whose queries these are */
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
