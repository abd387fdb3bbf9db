package dev.corral.guard.core;

import java.time.Duration;

/**
 * The reason why a request has no answer. Refusals state when to retry. None of these exceptions has a stack trace,
 * because they are expected outcomes.
 */
public abstract sealed class LoadFailure extends RuntimeException {

    private LoadFailure(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    /** A request that was refused, with the time after which a retry is worthwhile. */
    public abstract static sealed class Refusal extends LoadFailure {
        private final Duration retryAfter;

        private Refusal(String message, Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        /** The time after which a retry is worthwhile. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** A load that was refused because a limit of this process is reached. */
    public static final class Shed extends Refusal {
        private final boolean late;

        public Shed(String bound, Duration retryAfter) {
            this(bound, retryAfter, false);
        }

        private Shed(String bound, Duration retryAfter, boolean late) {
            super("refused: " + bound, retryAfter);
            this.late = late;
        }

        /** Returns the failure of a load that was refused while an event loop of this process was late. */
        public static Shed late(String bound, Duration retryAfter) {
            return new Shed(bound, retryAfter, true);
        }

        /** Whether this process was the bottleneck, and not the origin. */
        public boolean late() {
            return late;
        }
    }

    /**
     * The lock is unavailable: another process rebuilds the key, or has just failed to, and there is no stale entry to
     * serve.
     */
    public static final class LockUnavailable extends Refusal {
        public LockUnavailable(String reason, Duration retryAfter) {
            super("lock unavailable: " + reason, retryAfter);
        }
    }

    /** The origin, or the breaker in front of it, accepts no queries now. */
    public static final class OriginRefused extends Refusal {
        private final boolean asked;

        /** @param asked whether the origin itself refused; false if no query was sent to it */
        public OriginRefused(String reason, Duration retryAfter, boolean asked) {
            super("origin refused: " + reason, retryAfter);
            this.asked = asked;
        }

        /**
         * Whether the origin itself refused; false if no query was sent to it, for example because its breaker is open.
         */
        public boolean asked() {
            return asked;
        }
    }

    /** A write that was refused before it was sent: the row is unchanged. */
    public static final class WriteRefused extends Refusal {
        public WriteRefused(String reason, Duration retryAfter) {
            super("write refused: " + reason, retryAfter);
        }
    }

    /** The deadline of the caller has passed. */
    public static final class DeadlineExceeded extends LoadFailure {
        public DeadlineExceeded() {
            super("the request's deadline has passed", null);
        }
    }

    /**
     * The shared store cannot be read or written. A layer then loads from the origin instead, so this failure seldom
     * reaches a caller.
     */
    public static final class StoreUnavailable extends LoadFailure {
        private final boolean ofStore;

        public StoreUnavailable(String reason, Throwable cause) {
            this(reason, cause, true);
        }

        private StoreUnavailable(String reason, Throwable cause, boolean ofStore) {
            super("store unavailable: " + reason, cause);
            this.ofStore = ofStore;
        }

        /** Returns a failure of one key or one command, which does not count against the store. */
        public static StoreUnavailable ofKey(String reason, Throwable cause) {
            return new StoreUnavailable(reason, cause, false);
        }

        /** Whether the failure concerns the whole store, and not only one key or one command. */
        public boolean ofStore() {
            return ofStore;
        }
    }

    /** A query was sent to the origin, and there was no usable answer. */
    public static final class OriginFailed extends LoadFailure {

        /** The kind of the failure. */
        public enum Kind {
            /** The origin did not answer, or answered with an error. */
            BROKEN,
            TIMED_OUT,
            /** The answer cannot be used, because it is too large. The origin works; only this key fails. */
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

        /** Returns the failure of a query that was ended after {@code limit} without an answer. */
        public static OriginFailed timedOut(Duration limit) {
            return new OriginFailed("no response within " + limit.toMillis() + " ms", null, Kind.TIMED_OUT);
        }

        /** Returns the failure of a query whose answer arrived and cannot be used. */
        public static OriginFailed unusable(String reason) {
            return new OriginFailed(reason, null, Kind.UNUSABLE);
        }

        /** Whether the query was ended because the load timeout had passed. */
        public boolean timedOut() {
            return kind == Kind.TIMED_OUT;
        }

        /** Whether an answer arrived and could not be used: such a failure concerns one key, not the origin. */
        public boolean unusable() {
            return kind == Kind.UNUSABLE;
        }
    }
}
