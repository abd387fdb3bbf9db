package dev.corral.guard.probe;

/** Receives the events of one cache. Both methods are called on event loops and must not block. */
public interface Events {

    Events NONE = new Events() {
        @Override
        public void happened(Event event) {}

        @Override
        public void observed(Quantity quantity, double value) {}
    };

    void happened(Event event);

    void observed(Quantity quantity, double value);
}
