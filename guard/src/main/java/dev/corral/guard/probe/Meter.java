package dev.corral.guard.probe;

import dev.corral.guard.core.Purpose;

/** The readings of one place between two layers. Entered and left are called once each for every request. */
public interface Meter {

    Meter NONE = new Meter() {
        @Override
        public void entered(Purpose purpose) {}

        @Override
        public void left(Purpose purpose, Outcome outcome, long tookNanos) {}
    };

    void entered(Purpose purpose);

    void left(Purpose purpose, Outcome outcome, long tookNanos);
}
