package dev.corral.lab.drill;

import java.util.ArrayList;
import java.util.List;

/** A herd with a simple cause. */
final class Caused implements Harm {

    private final DrillFleet fleet;
    private final Cause cause;
    private final List<Step> steps;
    private final List<Traffic> traffic = new ArrayList<>();

    Caused(DrillFleet fleet, Cause cause, List<Step> steps) {
        this.fleet = fleet;
        this.cause = cause;
        this.steps = steps;
    }

    @Override
    public void prepare() {
        traffic.addAll(cause.before().apply(fleet));
    }

    @Override
    public void begin() {
        traffic.addAll(cause.harm().apply(fleet));
    }

    @Override
    public List<Step> steps() {
        return steps;
    }

    @Override
    public void close() {
        traffic.forEach(Traffic::close);
    }
}
