package dev.corral.guard.policy;

import dev.corral.guard.core.LoadFailure;

/** Decides whether a failure speaks against the origin, so that the fleet backs off and a breaker counts it. */
@FunctionalInterface
public interface Verdict {

    boolean againstOrigin(Throwable failure);

    /** Against it speaks what the origin did; not what never reached it: shed, breaker open, no lock, no time, no store. */
    static Verdict standard() {
        return failure -> switch (failure) {
            case LoadFailure.OriginFailed failed -> true;
            case LoadFailure.OriginRefused refused -> refused.asked();
            case LoadFailure other -> false;
            default -> true;
        };
    }
}
