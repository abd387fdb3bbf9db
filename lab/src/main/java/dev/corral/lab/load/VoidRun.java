package dev.corral.lab.load;

import dev.corral.lab.fleet.LabException;
import dev.corral.lab.machine.Contention;
import java.util.Optional;

/**
 * A run that measured the machine instead of the cache: its load was not sent in time, or the fleet's processes were not
 * given a processor. Its numbers say nothing about a promise.
 */
public final class VoidRun extends LabException {

    private static final long serialVersionUID = 1;

    /** @param reason a clause that says what the machine did not do */
    public VoidRun(String reason) {
        super(reason);
    }

    /** @throws VoidRun where a run with this load and these processes says nothing */
    public static void require(Lag lag, Contention contention) {
        reason(lag, contention).ifPresent(reason -> {
            throw new VoidRun(reason);
        });
    }

    /** Why a run with this load and these processes is void; empty where it counts. */
    public static Optional<String> reason(Lag lag, Contention contention) {
        if (lag.tooLong()) {
            return Optional.of(lag.toString());
        }
        return contention.tooMuch() ? Optional.of(contention.toString()) : Optional.empty();
    }
}
