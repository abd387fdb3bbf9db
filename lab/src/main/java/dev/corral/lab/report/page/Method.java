package dev.corral.lab.report.page;

import dev.corral.lab.load.Lag;
import dev.corral.lab.report.Report;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.scopes.ScopesReport;
import dev.corral.lab.text.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The method and the conditions of a run, for readers who want to check or repeat the measurement. */
final class Method {

    private static final String OPEN_MODEL =
            "Reads are sent at instants drawn beforehand, however many are still unanswered, and latency counts from "
                    + "the intended instant. A slow response delays no other read, so no wait is hidden.";

    private static final String EVEN_PACE =
            "Reads begin at an even pace, however many are still unanswered: a slow response delays no other read.";

    private static final String K6 = "k6, at a constant arrival rate. A run in which it dropped an iteration is void.";

    private static final String BOUNDARY =
            "A group of the hot key's queries that begin less than half a TTL after the first of them. The first "
                    + "boundary is not counted, nor is one that the end of the run may have cut off.";

    private Method() {}

    static String of(Report report) {
        Scenario scenario = report.scenario();
        return Html.definitions(
                "Fleet",
                Text.of(
                        "%d cache nodes, one Redis and one origin, each in its own process on one machine.",
                        scenario.nodes()),
                "Load",
                load(report),
                "Open model",
                OPEN_MODEL,
                "Times",
                times(scenario),
                "Origin",
                Text.of(
                        "A query takes %s in the median, and the origin runs %s at the same time.",
                        span(scenario.origin().median()),
                        Html.count(scenario.origin().workers())),
                "Boundary",
                BOUNDARY,
                "Sources",
                "Every number of the origin is from its own ledger, which has a line per query. The counts of the "
                        + "layers are from the probes between them, summed over the nodes. The raw files are in the "
                        + "folder of this page.",
                "Generator",
                lag(report.lag()),
                "Conditions",
                report.conditions().text(scenario.seed()));
    }

    static String of(ScopesReport run) {
        Scenario scenario = run.sizes().getFirst().scenario();
        Map<String, Lag> lags = new LinkedHashMap<>();
        run.sizes()
                .forEach(fleet -> fleet.lag()
                        .forEach((rung, lag) ->
                                lags.put(rung + " on " + fleet.scenario().nodes(), lag)));
        return Html.definitions(
                "Fleets",
                run.conditions().ofK6()
                        ? "One release in a cluster, scaled to each size: a Pod per node, one Redis and one origin."
                        : "A fleet for each size: the cache nodes, one Redis and one origin, on one machine.",
                "Load",
                Text.of(
                        "At each rung: %s reads a second of one hot key in all, spread evenly over the nodes.",
                        Html.number(scenario.load().hot())),
                "Open model",
                run.conditions().ofK6() ? EVEN_PACE : OPEN_MODEL,
                "Times",
                Text.of(
                        "The hot key's TTL is %s; a query takes %s in the median.",
                        span(scenario.times().hotTtl()), span(scenario.origin().median())),
                "Boundary",
                BOUNDARY,
                "Generator",
                run.conditions().ofK6() ? K6 : lag(lags),
                "Conditions",
                run.conditions().ofK6()
                        ? run.conditions().text()
                        : run.conditions().text(scenario.seed()));
    }

    private static String load(Report report) {
        Scenario.Load load = report.scenario().load();
        return Text.of(
                "%s s per rung, with the same arrivals at each: %s reads a second of one hot key, %s of %s product "
                        + "keys together, %s of %d ids that do not exist.",
                report.seconds(),
                Html.number(load.hot()),
                Html.number(load.products()),
                Html.count(load.productKeys()),
                Html.number(load.absent()),
                Scenario.Load.ABSENT_KEYS);
    }

    private static String times(Scenario scenario) {
        Scenario.Times times = scenario.times();
        return Text.of(
                "The hot key's TTL is %s, that of product keys %s; they are written together before the run. Stale "
                        + "entries are served for up to %s more, TTLs vary by %s %%, absence is stored for %s: each at "
                        + "the rung that adds it and at those after it.",
                span(times.hotTtl()),
                span(times.productTtl()),
                span(times.staleFor()),
                Html.number(times.jitter() * 100),
                span(times.negativeTtl()));
    }

    static String lag(Map<String, Lag> lags) {
        double worst =
                lags.values().stream().mapToDouble(Lag::worstMillis).max().orElse(0);
        double late = lags.values().stream().mapToDouble(Lag::lateShare).max().orElse(0);
        return Text.of(
                        "It sent every request at most %s ms after its instant; at most %.1f %% of a rung's requests "
                                + "were more than %d ms late. ",
                        Html.number(worst), late * 100, Lag.LATE_MILLIS)
                + "A run with more than 1 % of late requests is void and is run again.";
    }

    static String span(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
