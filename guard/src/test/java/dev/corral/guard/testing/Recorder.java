package dev.corral.guard.testing;

import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts events and stores the observed quantities. */
public final class Recorder implements Events {

    private final Map<Event, Integer> events = new ConcurrentHashMap<>();
    private final Map<Quantity, List<Double>> quantities = new ConcurrentHashMap<>();

    @Override
    public void happened(Event event) {
        events.merge(event, 1, Integer::sum);
    }

    @Override
    public void observed(Quantity quantity, double value) {
        quantities.compute(quantity, (key, values) -> {
            List<Double> longer = values == null ? new ArrayList<>() : new ArrayList<>(values);
            longer.add(value);
            return longer;
        });
    }

    public int count(Event event) {
        return events.getOrDefault(event, 0);
    }

    /** The events that happened at least once. */
    public Set<Event> all() {
        return Set.copyOf(events.keySet());
    }

    public List<Double> values(Quantity quantity) {
        return quantities.getOrDefault(quantity, List.of());
    }
}
