package dev.corral.lab.bench;

import dev.corral.lab.load.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Spans in which the generator sent nothing: what falls due in one is asked for only after it, by nobody's fault but its. */
record Pauses(List<Pause> all) {

    record Pause(long fromMicros, long toMicros) {}

    /** @param least shorter ones are none */
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

    /** Whether one lies within so much time before or after. */
    boolean near(long micros, Duration time) {
        long span = time.toNanos() / 1_000;
        return all.stream().anyMatch(pause -> pause.toMicros >= micros - span && pause.fromMicros <= micros + span);
    }
}
