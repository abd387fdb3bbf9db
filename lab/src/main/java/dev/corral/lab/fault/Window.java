package dev.corral.lab.fault;

import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Query;
import java.time.Duration;

/** A span on a drive's time line, with an exclusive end. */
record Window(long fromMicros, long toMicros) {

    static Window from(long fromMicros, Duration length) {
        return new Window(fromMicros, fromMicros + length.toNanos() / 1_000);
    }

    static Window before(long toMicros, Duration length) {
        return new Window(toMicros - length.toNanos() / 1_000, toMicros);
    }

    /** Whether the read was sent within this window. */
    boolean sent(Sample sample) {
        return has(sample.sentMicros());
    }

    boolean began(Query query) {
        return has(query.startMicros());
    }

    double seconds() {
        return (toMicros - fromMicros) / 1e6;
    }

    private boolean has(long micros) {
        return micros >= fromMicros && micros < toMicros;
    }
}
