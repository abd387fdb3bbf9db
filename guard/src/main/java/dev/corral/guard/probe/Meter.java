package dev.corral.guard.probe;

import dev.corral.guard.core.Purpose;

/** The measurements at one point between two layers. A request that waits enters and leaves, once each. */
public interface Meter {

    Meter NONE = new Meter() {
        @Override
        public void entered(Purpose purpose) {}

        @Override
        public void left(Purpose purpose, Outcome outcome, long tookNanos) {}
    };

    /** Counts a request that has reached the layer. */
    void entered(Purpose purpose);

    /**
     * Counts a request that has left the layer.
     *
     * @param tookNanos the time since it entered, in nanoseconds
     */
    void left(Purpose purpose, Outcome outcome, long tookNanos);

    /** Counts a request whose answer was ready at once. Most requests are such, so they have a method of their own. */
    default void passed(Purpose purpose, Outcome outcome) {
        entered(purpose);
        left(purpose, outcome, 0);
    }
}
