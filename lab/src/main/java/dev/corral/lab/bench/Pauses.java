package dev.corral.lab.bench;

import dev.corral.lab.load.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans in which the load generator sent nothing. Reads that fall due in such a span are sent only after it, which
 * is the generator's fault alone.
 */
record Pauses(List<Pause> all) {

    record Pause(long fromMicros, long toMicros) {}

    /** @param least the shortest span that counts as a pause */
    static Pauses of(List<Sample> samples, Duration least) {
        long[] sent = samples.stream().mapToLong(Sample::sentMicros).sorted().toArray();
        List<Pause> pauses = new ArrayList<>();
        for (int each = 1; each < sent.length; each++) {
            if (sent[each] - sent[each - 1] > least.toNanos() / 1_000) {
                pauses.add(new Pause(sent[each - 1], sent[each]));
            }
        }
        return new Pauses(pauses);
    }

    /** Whether there is a pause within this time before or after the instant. */
    boolean near(long micros, Duration time) {
        long span = time.toNanos() / 1_000;
        return all.stream().anyMatch(pause -> pause.toMicros >= micros - span && pause.fromMicros <= micros + span);
    }
}
