package dev.corral.origin.ledger;

import dev.corral.origin.service.Outcome;

/**
 * Some thousand lines of the ledger in columns, which take a third of the room that objects would.
 *
 * <p>Lines are only ever added: whoever knows how many there are may read those on another thread.
 */
final class Page {

    static final int LINES = 4096;

    private final long[] startMicros = new long[LINES];
    private final int[] durationMicros = new int[LINES];
    private final int[] queuedMicros = new int[LINES];
    private final String[] keys = new String[LINES];
    private final String[] caches = new String[LINES];
    private final String[] nodes = new String[LINES];
    private final Outcome[] outcomes = new Outcome[LINES];

    void set(int index, Line line) {
        startMicros[index] = line.startMicros();
        durationMicros[index] = atMostAnInt(line.durationMicros());
        queuedMicros[index] = atMostAnInt(line.queuedMicros());
        keys[index] = line.key();
        caches[index] = line.cache();
        nodes[index] = line.node();
        outcomes[index] = line.outcome();
    }

    Line get(int index) {
        return new Line(
                startMicros[index],
                keys[index],
                caches[index],
                nodes[index],
                durationMicros[index],
                queuedMicros[index],
                outcomes[index]);
    }

    /** Some 35 minutes; a query that takes longer is written down with that. */
    private static int atMostAnInt(long micros) {
        return (int) Math.min(micros, Integer.MAX_VALUE);
    }
}
