package dev.corral.guard.policy;

import dev.corral.guard.core.LoadFailure;

/** Decides whether a failure counts against the origin. */
@FunctionalInterface
public interface Verdict {

    /** Whether this failure counts against the origin. */
    boolean againstOrigin(Throwable failure);

    /**
     * Returns the verdict of the fleet-wide back-off of one key. A failure of the origin itself counts; a request that
     * never reached the origin does not: shed, breaker open, no lock, deadline passed, store unavailable.
     */
    static Verdict ofKey() {
        return failure -> switch (failure) {
            case LoadFailure.OriginFailed failed -> true;
            case LoadFailure.OriginRefused refused -> refused.asked();
            case LoadFailure other -> false;
            default -> true;
        };
    }

    /**
     * Returns the verdict of a breaker, which stops all keys: as {@link #ofKey()}, except for answers that are unusable
     * for one key alone.
     */
    static Verdict ofOrigin() {
        return failure -> ofKey().againstOrigin(failure)
                && !(failure instanceof LoadFailure.OriginFailed failed && failed.unusable());
    }
}
