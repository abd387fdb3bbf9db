package dev.corral.guard.probe;

/** Takes the events of one cache. Called on event loops: must not block. */
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
