package dev.corral.guard.chain;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.runtime.Clock;
import io.smallrye.mutiny.Uni;

/**
 * A loader behind a meter. There is one between every two layers: the requests that a layer absorbed are the difference
 * of two meters.
 */
public final class Probed implements Loader {

    private final Loader next;
    private final Meter meter;
    private final Clock clock;

    public Probed(Loader next, Meter meter, Clock clock) {
        this.next = next;
        this.meter = meter;
        this.clock = clock;
    }

    @Override
    public Uni<Answer> load(Request request) {
        Uni<Answer> loading = next.load(request);
        if (loading instanceof Ready<Answer> ready) {
            // The answer was ready: reading the clock twice would take longer than the answer did.
            meter.passed(request.purpose(), Outcome.of(ready.item()));
            return ready;
        }
        meter.entered(request.purpose());
        return new MeteredUni(loading, meter, request.purpose(), clock);
    }
}
