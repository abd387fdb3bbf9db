package dev.corral.guard.fleet;

import java.util.EnumSet;
import java.util.Set;

/** The combinations of faults that are simulated. */
enum Mix {
    CALM(Set.of()),
    DRIFTING(EnumSet.of(Fault.DRIFT)),
    JUMPING(EnumSet.of(Fault.JUMP)),
    CHANGING(EnumSet.of(Fault.CHANGE, Fault.DRIFT)),
    LOSSY(EnumSet.of(Fault.LOSS, Fault.CHANGE)),
    STALLING(EnumSet.of(Fault.STALL, Fault.CHANGE)),
    CRASHING(EnumSet.of(Fault.CRASH)),
    PAUSING(EnumSet.of(Fault.PAUSE)),
    DYING_AND_CHANGING(EnumSet.of(Fault.CRASH, Fault.PAUSE, Fault.CHANGE)),
    DEAF(EnumSet.of(Fault.DEAFNESS, Fault.CHANGE)),
    CUT_OFF(EnumSet.of(Fault.CUT, Fault.CHANGE)),
    FLUSHED(EnumSet.of(Fault.FLUSH, Fault.PAUSE, Fault.CHANGE)),
    REFUSED(EnumSet.of(Fault.REFUSAL)),
    EVERYTHING(EnumSet.allOf(Fault.class));

    private final Set<Fault> faults;

    Mix(Set<Fault> faults) {
        this.faults = faults;
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** Whether the mix has no other faults than these. */
    boolean within(Fault... allowed) {
        return Set.of(allowed).containsAll(faults);
    }
}
