package dev.corral.lab.measure;

import java.util.List;
import java.util.function.IntPredicate;

/** The promises about the number of queries for the hot key at each boundary. */
final class HotKeyPromises {

    private HotKeyPromises() {}

    static Check herd(RungRun run) {
        int herd = 5 * run.scenario().nodes();
        return perBoundary(run, "at least " + herd + " each", queries -> queries >= herd);
    }

    static Check herdIsFelt(RungRun run) {
        double p99 = run.row().p99AtBoundary();
        double fastest = run.ledger().fastestMicros() / 1_000.0;
        return Check.of(
                run,
                "p99 at boundaries",
                "at least the fastest load, " + Check.ms(fastest),
                Check.ms(p99),
                p99 >= fastest);
    }

    static Check atMostOneANode(RungRun run) {
        int nodes = run.scenario().nodes();
        return perBoundary(run, "never more than " + nodes, queries -> queries >= 1 && queries <= nodes);
    }

    static Check mostlyOneANode(RungRun run) {
        int nodes = run.scenario().nodes();
        List<Boundary> boundaries = run.boundaries();
        long exact = boundaries.stream()
                .filter(boundary -> boundary.count() == nodes)
                .count();
        return Check.of(
                run,
                "boundaries with exactly " + nodes + " queries",
                "more than half of " + boundaries.size(),
                String.valueOf(exact),
                exact * 2 > boundaries.size());
    }

    static Check exactlyOne(RungRun run) {
        return perBoundary(run, "exactly 1 each", queries -> queries == 1);
    }

    /** A run without boundaries does not keep a promise about them. */
    private static Check perBoundary(RungRun run, String promised, IntPredicate holds) {
        List<Integer> counts = run.boundaries().stream().map(Boundary::count).toList();
        boolean kept = !counts.isEmpty() && counts.stream().allMatch(holds::test);
        return Check.of(run, "hot-key queries per boundary", promised, counts.toString(), kept);
    }
}
