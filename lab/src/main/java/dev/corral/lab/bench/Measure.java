package dev.corral.lab.bench;

import java.io.IOException;
import java.util.List;

/**
 * A measure of the bench and its limits.
 *
 * @param name the name by which the measure is chosen
 * @param counts whether the measure only counts, so that a busy machine cannot change its result
 */
public record Measure(String name, boolean counts, Method method) {

    /** The way in which a measure is taken. */
    @FunctionalInterface
    interface Method {
        Result measure(ControlledNode controlled) throws InterruptedException, IOException;
    }

    /** @param raw the numbers from which the verdicts were computed */
    record Result(List<Verdict> verdicts, Object raw) {}

    static Measure ofCounts(String name, Method method) {
        return new Measure(name, true, method);
    }

    static Measure ofCosts(String name, Method method) {
        return new Measure(name, false, method);
    }

    Measured on(ControlledNode controlled) throws InterruptedException, IOException {
        Result result = method.measure(controlled);
        return Measured.of(name, result.verdicts(), result.raw());
    }
}
