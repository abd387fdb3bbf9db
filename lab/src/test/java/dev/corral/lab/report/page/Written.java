package dev.corral.lab.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.corral.lab.Scenarios;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Probes;
import dev.corral.lab.measure.Promises;
import dev.corral.lab.measure.Query;
import dev.corral.lab.measure.RungRun;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A finished run in a folder, and the page that was created from it. */
record Written(Path folder, Report report) {

    private static final Scenario SCENARIO = Scenarios.small(7);
    private static final long START_MICROS = 123_456_789;

    /** Writes a run with the rungs naive, with a herd of this size, and lock. */
    static Written run(Path folder, String commit, int herd) throws IOException {
        return run(folder, commit, herd, Map.of());
    }

    /** Writes such a run with these additional void rungs. */
    static Written run(Path folder, String commit, int herd, Map<Rung, String> voids) throws IOException {
        ReportFiles files = new ReportFiles(folder);
        Map<Rung, RungRun> runs = new EnumMap<>(Rung.class);
        runs.put(Rung.NAIVE, run(Rung.NAIVE, herd, files));
        runs.put(Rung.LOCK, run(Rung.LOCK, 1, files));
        Conditions conditions = new Conditions(commit, 2, 1_024, "an os", "a jdk");
        Report report = Report.of(
                conditions,
                SCENARIO,
                List.of(),
                Schedule.draw(SCENARIO, SCENARIO.duration()),
                Climb.of(runs, voids),
                Promises.check(runs));
        Report.FORMAT.write(folder, report);
        return new Written(folder, report);
    }

    private static RungRun run(Rung rung, int herd, ReportFiles files) throws IOException {
        List<Arrival> arrivals = Schedule.draw(SCENARIO, SCENARIO.duration());
        List<Sample> samples = arrivals.stream()
                .map(arrival -> new Sample(arrival, 1_000, 2_000_000, 200, CacheStatus.FRESH))
                .toList();
        String ledger = ledger(herd);
        files.raw(rung.cache(), ledger, START_MICROS, samples);
        files.probes(
                rung.cache(),
                Probes.parse(rung.cache(), List.of("lookup", "origin"), String.format(Locale.ROOT, """
                        cache_layer_requests_total{cache="%1$s",layer="lookup",purpose="foreground"} 4321
                        cache_layer_requests_total{cache="%1$s",layer="origin",purpose="foreground"} 21
                        cache_layer_outcomes_total{cache="%1$s",layer="lookup",outcome="hit",purpose="foreground"} 4300
                        cache_layer_outcomes_total{cache="%1$s",layer="lookup",outcome="origin",purpose="foreground"} 21
                        cache_layer_outcomes_total{cache="%1$s",layer="origin",outcome="origin",purpose="foreground"} 21
                        """, rung.cache())));
        return new RungRun(
                rung, SCENARIO, arrivals, samples, Ledger.parse(ledger).since(START_MICROS));
    }

    private static String ledger(int herd) throws IOException {
        List<String> lines = new ArrayList<>();
        for (long at = 0; at < SCENARIO.duration().toMillis(); at += 2_400) {
            for (int each = 0; each < herd; each++) {
                lines.add(ReportFiles.JSON
                        .writer()
                        .without(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(
                                new Query(START_MICROS + at * 1_000 + each, "hot", "c", "node-1", 400_000, "found")));
            }
        }
        return String.join("\n", lines);
    }

    String page() throws IOException {
        return Files.readString(Page.write(folder));
    }

    /** The data for the page's script. */
    JsonNode data() throws IOException {
        String page = page();
        String open = "<script type=\"application/json\" id=\"data\">";
        int from = page.indexOf(open) + open.length();
        return ReportFiles.JSON.readTree(page.substring(from, page.indexOf("</script>", from)));
    }
}
