package dev.corral.origin.ledger;

import dev.corral.origin.service.Outcome;
import dev.corral.origin.service.Query;
import dev.corral.origin.service.Witness;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The exact list of the queries that have ended since the last reset.
 *
 * <p>Every figure about the origin is computed from it. Its lines and the memory of its keys are bounded; queries
 * beyond that are counted. It belongs to the origin's timeline; a copy of it does not.
 */
public final class Ledger implements Witness {

    private final int capacityLines;
    private List<Page> pages;
    private KeyRing keys;
    private int lines;
    private long overflowed;
    private long queries;

    public Ledger(int capacityLines) {
        this.capacityLines = capacityLines;
        reset();
    }

    @Override
    public void arrived(Query query, boolean duplicate) {
        queries++;
    }

    @Override
    public void ended(Query query, Outcome outcome, long nowNanos) {
        String key = lines < capacityLines ? keys.shared(query.key()) : null;
        if (key == null) {
            overflowed++;
            return;
        }
        append(new Line(
                TimeUnit.NANOSECONDS.toMicros(query.arrivedNanos()),
                key,
                query.caller().cache(),
                query.caller().node(),
                TimeUnit.NANOSECONDS.toMicros(query.durationNanos(nowNanos)),
                TimeUnit.NANOSECONDS.toMicros(query.queuedNanos(nowNanos)),
                outcome,
                query.attempt()));
    }

    /** Removes all lines; copies made before keep theirs. */
    public void reset() {
        pages = new ArrayList<>();
        keys = new KeyRing();
        lines = 0;
        overflowed = 0;
        queries = 0;
    }

    /** The number of queries that have arrived since the last reset, including those in progress. */
    public long queries() {
        return queries;
    }

    public Copy copy(long nowNanos) {
        return new Copy(List.copyOf(pages), lines, overflowed, TimeUnit.NANOSECONDS.toMicros(nowNanos));
    }

    private void append(Line line) {
        int index = lines % Page.LINES;
        if (index == 0) {
            pages.add(new Page());
        }
        pages.getLast().set(index, line);
        lines++;
    }

    /** The ledger at one moment; it shares the pages, whose lines never change. */
    public record Copy(List<Page> pages, int lines, long overflowed, long takenMicros) implements Iterable<Line> {

        @Override
        public Iterator<Line> iterator() {
            return IntStream.range(0, lines)
                    .mapToObj(line -> pages.get(line / Page.LINES).get(line % Page.LINES))
                    .iterator();
        }
    }
}
