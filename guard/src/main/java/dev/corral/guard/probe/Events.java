package dev.corral.guard.probe;

/** Receives the events of one cache. Both methods are called on event loops and must not block. */
public interface Events {

    Events NONE = new Events() {
        @Override
        public void happened(Event event) {}

        @Override
        public void observed(Quantity quantity, double value) {}
    };

    /** Counts one event. */
    void happened(Event event);

    /** Records one value of a quantity, in the unit that the quantity names. */
    void observed(Quantity quantity, double value);
}
