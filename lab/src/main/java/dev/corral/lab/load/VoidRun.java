package dev.corral.lab.load;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.machine.Contention;
import java.util.Optional;

/**
 * Thrown for a run that measured the machine instead of the cache: its load was not sent in time, or the fleet's
 * processes had too little processor time. Its numbers say nothing about a promise.
 */
public final class VoidRun extends LabException {

    private static final long serialVersionUID = 1;

    /** @param reason a clause that states what the machine did not provide */
    public VoidRun(String reason) {
        super(reason);
    }

    /** @throws VoidRun if a run with this lag and this contention is void */
    public static void require(Lag lag, Contention contention) {
        reason(lag, contention).ifPresent(reason -> {
            throw new VoidRun(reason);
        });
    }

    /** The reason why a run with this lag and this contention is void; empty if it is valid. */
    public static Optional<String> reason(Lag lag, Contention contention) {
        if (lag.tooLong()) {
            return Optional.of(lag.toString());
        }
        return contention.tooMuch() ? Optional.of(contention.toString()) : Optional.empty();
    }
}
