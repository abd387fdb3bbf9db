package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.experiment.Results;
import dev.corral.lab.measure.Check;
import dev.corral.lab.report.page.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the report can be read back, and that its table and its page contain what was missed. */
class DrillReportTest {

    private static final HerdSeen SEEN = new HerdSeen(
            new HerdSeen.Before("1", true),
            12.5,
            "38",
            true,
            List.of(new HerdSeen.Taken("./corral ctl stack naive --with lock", 0, "")),
            new HerdSeen.End(4.0, null),
            List.of("CorralMissRateHigh", "CorralRedisDown"));

    private static final RunbookRow RUNBOOK =
            new RunbookRow(List.of(new HerdSeen.Taken("./corral ctl undo", 0, "revision 2: undo")), List.of());

    @TempDir
    Path folder;

    @Test
    void report_isReadBackAsItWasWritten() throws Exception {
        DrillReport report = report(List.of());
        DrillReport.FORMAT.write(folder, report);
        assertThat(DrillReport.FORMAT.read(folder.resolve(DrillReport.FORMAT.file())))
                .isEqualTo(report);
    }

    @Test
    void table_namesTheTimesAndTheAlertsWithoutAReason() {
        String text = report(List.of()).text();
        assertThat(text)
                .contains("hot-key", "12.5 s", "4.0 s", "never", "CorralRedisDown", "MISSED")
                .contains("MISSED  hot-key        CorralOriginSpikes resolved");
        assertThat(text.lines().filter(line -> line.startsWith("hot-key")))
                .singleElement()
                .asString()
                .doesNotContain("CorralMissRateHigh");
    }

    @Test
    void herdThatWasNotMeasured_isVoid() {
        DrillReport report = report(List.of());
        assertThat(report.voids()).containsOnlyKeys("redis-dead");
        assertThat(report.text()).contains("void    redis-dead: the load was late");
        assertThat(report.whole()).isFalse();
    }

    @Test
    void reportWithoutAllHerdsOrWithoutAControl_isNotPublished() {
        assertThat(report(List.of()).lacking())
                .contains("redis-dead", "metastable")
                .doesNotContain("hot-key", "the control", "the runbook");
        DrillReport named = DrillReport.of(
                DrillScenario.on(2),
                300,
                new Drill.Result(
                        new Results<>(List.of(), Optional.empty()), null, null, new PanelRow(List.of(), false)));
        assertThat(named.lacking()).hasSize(12).contains("hot-key", "the control", "the runbook");
    }

    @Test
    void silentPanelAndAlertOfTheControl_areMissed() {
        DrillReport report = report(List.of("stampede: Verdict: Amplification: up"));
        assertThat(report.checks().getLast().kept()).isFalse();
        assertThat(report.checks().getLast().seen()).contains("Amplification");
        assertThat(report.checks()).anyMatch(check -> check.rung().equals("control") && !check.kept());
    }

    @Test
    void silentPanelOfSomeHerds_isPrintedAndNotJudged() {
        DrillReport report = report(RUNBOOK, new PanelRow(List.of("stampede: Verdict: Amplification: up"), false));
        assertThat(report.checks()).noneMatch(check -> check.rung().equals("panels"));
        assertThat(report.text()).contains("not judged", "stampede: Verdict: Amplification: up");
    }

    @Test
    void commandThatWasRefusedOrNotRun_isMissed() {
        RunbookRow runbook = new RunbookRow(
                List.of(new HerdSeen.Taken("./corral ctl gate 4", 1, "node-2 is silent")),
                List.of("./corral ctl undo"));
        assertThat(report(runbook, new PanelRow(List.of(), true)).text())
                .contains(
                        "MISSED  runbook        step ./corral ctl gate 4: promised done, seen refused: node-2 is silent",
                        "MISSED  runbook        commands that were not run: promised none, seen ./corral ctl undo");
    }

    @Test
    void commandsThatWereAllRun_areKept() {
        assertThat(report(List.of()).checks())
                .filteredOn(check -> check.rung().equals("runbook"))
                .hasSize(2)
                .allMatch(Check::kept);
    }

    @Test
    void filesOfTheReport_containEveryPromise() throws Exception {
        DrillReport.FORMAT.write(folder, report(List.of()));
        assertThat(folder.resolve("drill.md"))
                .content()
                .contains(
                        "| hot-key | CorralOriginSpikes resolved |",
                        "**MISSED**",
                        "./corral ctl stack naive --with lock")
                .contains("- CorralMissRateHigh, in hot-key: a herd is a burst of misses");
        assertThat(Files.readString(Page.write(folder)))
                .contains(
                        "One herd was caused, seen by its alert, and ended by the runbook.",
                        "CorralOriginSpikes resolved");
    }

    private static DrillReport report(List<String> silent) {
        return report(RUNBOOK, new PanelRow(silent, true));
    }

    private static DrillReport report(RunbookRow runbook, PanelRow panels) {
        List<HerdRow> rows = List.of(
                HerdRow.of(KeyHerds.HOT_KEY.about(), SEEN, 90),
                HerdRow.unmeasured(RedisHerds.DEAD, "the load was late"));
        Drill.Result result = new Drill.Result(
                new Results<>(rows, Optional.empty()), new ControlRow(90, List.of("CorralAbsent")), runbook, panels);
        return DrillReport.of(DrillScenario.on(2), 300, result);
    }
}
