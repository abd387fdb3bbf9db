package dev.corral.guard.policy;

import dev.corral.guard.core.LoadFailure;

/** Decides whether a failure speaks against the origin. */
@FunctionalInterface
public interface Verdict {

    boolean againstOrigin(Throwable failure);

    /**
     * Of the fleet's back-off, which is of one key: what the origin did speaks against it; not what never reached it: shed,
     * breaker open, no lock, no time, no store.
     */
    static Verdict ofKey() {
        return failure -> switch (failure) {
            case LoadFailure.OriginFailed failed -> true;
            case LoadFailure.OriginRefused refused -> refused.asked();
            case LoadFailure other -> false;
            default -> true;
        };
    }

    /** Of a breaker, which stops all keys: as {@link #ofKey()}, but for answers that are unusable for one key alone. */
    static Verdict ofOrigin() {
        return failure -> ofKey().againstOrigin(failure)
                && !(failure instanceof LoadFailure.OriginFailed failed && failed.unusable());
    }
}
