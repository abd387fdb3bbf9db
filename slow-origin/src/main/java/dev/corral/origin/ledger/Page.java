package dev.corral.origin.ledger;

import dev.corral.origin.service.Outcome;

/**
 * A page of ledger lines in columns, which need a third of the memory of objects.
 *
 * <p>Lines are only ever added: a reader that knows how many there are may read them on another thread.
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
    private final short[] attempts = new short[LINES];

    void set(int index, Line line) {
        startMicros[index] = line.startMicros();
        durationMicros[index] = atMostAnInt(line.durationMicros());
        queuedMicros[index] = atMostAnInt(line.queuedMicros());
        keys[index] = line.key();
        caches[index] = line.cache();
        nodes[index] = line.node();
        outcomes[index] = line.outcome();
        attempts[index] = (short) line.attempt();
    }

    Line get(int index) {
        return new Line(
                startMicros[index],
                keys[index],
                caches[index],
                nodes[index],
                durationMicros[index],
                queuedMicros[index],
                outcomes[index],
                attempts[index]);
    }

    /** The time, at most some 35 minutes; a longer one is recorded as that. */
    private static int atMostAnInt(long micros) {
        return (int) Math.min(micros, Integer.MAX_VALUE);
    }
}
