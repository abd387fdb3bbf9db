package dev.corral.guard.probe;

import dev.corral.guard.core.Purpose;

/** The readings of one place between two layers. A request that waits enters and leaves, once each. */
public interface Meter {

    Meter NONE = new Meter() {
        @Override
        public void entered(Purpose purpose) {}

        @Override
        public void left(Purpose purpose, Outcome outcome, long tookNanos) {}
    };

    void entered(Purpose purpose);

    void left(Purpose purpose, Outcome outcome, long tookNanos);

    /** It came, and its answer was there: the way of most requests, and worth a count of its own. */
    default void passed(Purpose purpose, Outcome outcome) {
        entered(purpose);
        left(purpose, outcome, 0);
    }
}
