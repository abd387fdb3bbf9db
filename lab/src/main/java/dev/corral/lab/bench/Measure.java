package dev.corral.lab.bench;

import java.io.IOException;
import java.util.List;

/**
 * A measure of the bench and its limits.
 *
 * @param name the name by which the measure is chosen
 */
public record Measure(String name, Kind kind, Method method) {

    /** The kinds of measures. */
    enum Kind {
        /** Counts only, so that a busy machine cannot change the result. */
        COUNTS,
        /** Costs and times, which need an idle machine. */
        COSTS,
        /** A table for the documents, with no limits; it is run only if it is named. */
        TABLE
    }

    /** The way in which a measure is taken. */
    @FunctionalInterface
    interface Method {
        Result measure(ControlledNode controlled) throws InterruptedException, IOException;
    }

    /** @param raw the numbers from which the verdicts were computed */
    record Result(List<Verdict> verdicts, Object raw) {}

    static Measure ofCounts(String name, Method method) {
        return new Measure(name, Kind.COUNTS, method);
    }

    static Measure ofCosts(String name, Method method) {
        return new Measure(name, Kind.COSTS, method);
    }

    static Measure ofTable(String name, Method method) {
        return new Measure(name, Kind.TABLE, method);
    }

    boolean counts() {
        return kind == Kind.COUNTS;
    }

    boolean isTable() {
        return kind == Kind.TABLE;
    }

    Measured on(ControlledNode controlled) throws InterruptedException, IOException {
        Result result = method.measure(controlled);
        return Measured.of(name, result.verdicts(), result.raw());
    }
}
