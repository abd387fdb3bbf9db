package dev.corral.guard.core;

import java.time.Duration;

/** Why there is no answer. Refusals say when to come again; none carries a stack trace, for they are outcomes. */
public abstract sealed class LoadFailure extends RuntimeException {

    private LoadFailure(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    /** Refused now, with a time after which it is worth asking again. */
    public abstract static sealed class Refusal extends LoadFailure {
        private final Duration retryAfter;

        private Refusal(String message, Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** One load too many: a bound of this process is reached. */
    public static final class Shed extends Refusal {
        public Shed(String bound, Duration retryAfter) {
            super("shed: " + bound, retryAfter);
        }
    }

    /** Another process rebuilds the key, or has just failed to, and there is nothing stale to serve. */
    public static final class LockUnavailable extends Refusal {
        public LockUnavailable(String reason, Duration retryAfter) {
            super("no lock: " + reason, retryAfter);
        }
    }

    /** The origin, or the breaker that speaks for it, takes no queries now. */
    public static final class OriginRefused extends Refusal {
        private final boolean asked;

        /** @param asked whether the origin itself refused; false where it was never reached */
        public OriginRefused(String reason, Duration retryAfter, boolean asked) {
            super("origin refused: " + reason, retryAfter);
            this.asked = asked;
        }

        public boolean asked() {
            return asked;
        }
    }

    /** The caller's time is over. */
    public static final class DeadlineExceeded extends LoadFailure {
        public DeadlineExceeded() {
            super("the request's deadline has passed", null);
        }
    }

    /** The shared store cannot be read or written; a layer turns this into a load, so it seldom reaches a caller. */
    public static final class StoreUnavailable extends LoadFailure {
        private final boolean ofStore;

        public StoreUnavailable(String reason, Throwable cause) {
            this(reason, cause, true);
        }

        private StoreUnavailable(String reason, Throwable cause, boolean ofStore) {
            super("store unavailable: " + reason, cause);
            this.ofStore = ofStore;
        }

        /** One key or one command was refused, which says nothing about the store. */
        public static StoreUnavailable ofKey(String reason, Throwable cause) {
            return new StoreUnavailable(reason, cause, false);
        }

        /** Whether it says something about the store, and not only about one key or one command. */
        public boolean ofStore() {
            return ofStore;
        }
    }

    /** The origin was asked and gave no usable answer. */
    public static final class OriginFailed extends LoadFailure {

        /** What went wrong. */
        public enum Kind {
            /** No answer, or an error. */
            BROKEN,
            TIMED_OUT,
            /** An answer, but none that can be taken: too large. The origin is well, only this key is not. */
            UNUSABLE
        }

        private final Kind kind;

        public OriginFailed(String reason, Throwable cause) {
            this(reason, cause, Kind.BROKEN);
        }

        private OriginFailed(String reason, Throwable cause, Kind kind) {
            super("origin failed: " + reason, cause);
            this.kind = kind;
        }

        public static OriginFailed timedOut(Duration limit) {
            return new OriginFailed("no answer within " + limit.toMillis() + " ms", null, Kind.TIMED_OUT);
        }

        public static OriginFailed unusable(String reason) {
            return new OriginFailed(reason, null, Kind.UNUSABLE);
        }

        public boolean timedOut() {
            return kind == Kind.TIMED_OUT;
        }

        public boolean unusable() {
            return kind == Kind.UNUSABLE;
        }
    }
}
