package dev.corral.lab.measure;

import dev.corral.lab.scenario.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a fleet of any size must show at the hot key's boundaries: a query a node where the node shares, else one. */
public final class ScopePromises {

    private ScopePromises() {}

    /** @param runs on one fleet */
    public static List<Check> check(Map<Rung, RungRun> runs) {
        List<Check> checks = new ArrayList<>();
        runs.values().forEach(run -> {
            checks.add(Promises.enoughBoundaries(run));
            checks.add(Promises.noErrors(run));
            checks.addAll(queries(run));
        });
        return checks;
    }

    private static List<Check> queries(RungRun run) {
        return run.rung() == Rung.SINGLE_FLIGHT
                ? List.of(HotKeyPromises.atMostOneANode(run), HotKeyPromises.mostlyOneANode(run))
                : List.of(HotKeyPromises.exactlyOne(run));
    }
}
