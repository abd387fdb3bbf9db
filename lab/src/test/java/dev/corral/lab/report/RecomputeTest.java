package dev.corral.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.Scenarios;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Promises;
import dev.corral.lab.measure.Query;
import dev.corral.lab.measure.RungRun;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the table can be computed again from the raw files. */
class RecomputeTest {

    private static final long START_MICROS = 123_456_789;
    private final Scenario scenario = Scenarios.small(7);
    private final List<Arrival> arrivals = Schedule.draw(scenario, scenario.duration());

    @TempDir
    Path folder;

    @Test
    void columns_followFromTheStoredLedgerAndLatencies() throws Exception {
        ReportFiles files = new ReportFiles(folder);
        String raw = rawLedger();
        RungRun run = new RungRun(
                Rung.LOCK, scenario, arrivals, samples(), Ledger.parse(raw).since(START_MICROS));
        files.raw(Rung.LOCK.cache(), raw, START_MICROS, run.samples());
        Report.FORMAT.write(folder, report(run));

        RawSamples stored = RawSamples.read(folder.resolve("latencies-lock.csv"));
        Ledger ledger = Ledger.parse(Files.readString(folder.resolve("ledger-lock.ndjson")))
                .since(stored.startMicros());
        RungRun again = new RungRun(Rung.LOCK, scenario, arrivals, stored.samples(), ledger);

        assertThat(again.row()).isEqualTo(run.row());
        JsonNode written =
                ReportFiles.JSON.readTree(folder.resolve("report.json").toFile());
        assertThat(written.get("rows").get(0))
                .isEqualTo(ReportFiles.JSON.readTree(ReportFiles.JSON.writeValueAsString(again.row())));
        assertThat(written.get("schemaVersion").asInt()).isEqualTo(1);
    }

    @Test
    void report_namesScenarioSeedCommitAndMachine() throws Exception {
        RungRun run = new RungRun(
                Rung.LOCK,
                scenario,
                arrivals,
                samples(),
                Ledger.parse(rawLedger()).since(START_MICROS));
        Report.FORMAT.write(folder, report(run));
        String text = Files.readString(folder.resolve("report.md"));
        assertThat(text).contains("Seed 7", "commit abc", "2 cores", "3 nodes", "| lock |", "| ideal |");
    }

    private Report report(RungRun run) {
        Conditions conditions = new Conditions("abc", 2, 1_024, "an os", "a jdk");
        Map<Rung, RungRun> runs = Map.of(Rung.LOCK, run);
        return Report.of(conditions, scenario, List.of(), arrivals, Climb.of(runs), Promises.check(runs));
    }

    private List<Sample> samples() {
        Random random = new Random(1);
        return arrivals.stream()
                .map(arrival -> new Sample(
                        arrival,
                        random.nextInt(1_000_000),
                        random.nextInt(500_000_000),
                        200,
                        CacheStatus.values()[random.nextInt(4)]))
                .toList();
    }

    private String rawLedger() throws Exception {
        Random random = new Random(2);
        List<String> lines = new ArrayList<>();
        for (long at = 0; at < scenario.duration().toMillis(); at += 100) {
            String key = at % 2_400 == 0 ? "hot" : "product-" + random.nextInt(300);
            Query query = new Query(START_MICROS + at * 1_000, key, "lock", "node-1", 400_000, "found");
            lines.add(ReportFiles.JSON
                    .writer()
                    .without(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(query));
        }
        return String.join("\n", lines);
    }
}
