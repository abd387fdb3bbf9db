package dev.corral.guard.probe;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.LoadFailure;

/** The outcome of a request in the layer behind a probe. */
public enum Outcome {
    /** Answered fresh from the near cache. */
    NEAR,
    /** Answered fresh from the shared store. */
    HIT,
    /** Answered from a cache, stale. */
    STALE,
    /** Answered by a flight that another caller had begun. */
    FLIGHT,
    /** Answered by a load of another process. */
    FLEET,
    /** Answered by a query that the request itself sent. */
    ORIGIN,
    /** Refused: shed, no lock, or the origin accepts no queries. */
    REFUSED,
    FAILED,
    /** Its caller cancelled first. */
    CANCELLED;

    public static Outcome of(Throwable failure) {
        return failure instanceof LoadFailure.Refusal ? REFUSED : FAILED;
    }

    public static Outcome of(Answer answer) {
        return switch (answer.source()) {
            case NEAR -> answer.stale() ? STALE : NEAR;
            case STORE -> answer.stale() ? STALE : HIT;
            case FLIGHT -> FLIGHT;
            case FLEET -> FLEET;
            case ORIGIN -> ORIGIN;
        };
    }
}
