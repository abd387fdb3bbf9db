package dev.corral.lab.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.cache.Mitigation;
import dev.corral.lab.Scenarios;
import dev.corral.lab.measure.Check;
import dev.corral.lab.report.page.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the report of the controls can be read back, and that a control that kept its promise stands out. */
class ControlReportTest {

    private static final ControlRow MISSED =
            ControlRow.of(Mitigation.LOCK, new Check("lock", "queries", "exactly 1 each", "[3, 3, 3]", false));
    private static final ControlRow KEPT =
            ControlRow.of(Mitigation.JITTER, new Check("jitter", "peak", "at most 40", "30", true));
    private static final ControlRow VOID = ControlRow.missing(Mitigation.GATE, "the generator fell behind");

    @TempDir
    Path folder;

    @Test
    void report_isReadBackAsItWasWritten() throws Exception {
        ControlReport report = report(MISSED, KEPT, VOID);
        ControlReport.FORMAT.write(folder, report);
        assertThat(ControlReport.FORMAT.read(folder.resolve(ControlReport.FORMAT.file())))
                .isEqualTo(report);
    }

    @Test
    void controlsThatAllMissed_areWhole() {
        ControlReport report = report(MISSED);
        assertThat(report.keptWithout()).isEmpty();
        assertThat(report.voids()).isEmpty();
        assertThat(ControlText.text(report))
                .startsWith("missed  without lock           queries: promised exactly 1 each, seen [3, 3, 3]")
                .contains("1 of 1 promises were missed without their mitigation, as they must be.");
    }

    @Test
    void keptPromise_andControlThatIsVoidAreNamed() throws Exception {
        ControlReport report = report(MISSED, KEPT, VOID);
        ControlReport.FORMAT.write(folder, report);

        assertThat(report.keptWithout()).containsExactly("jitter");
        assertThat(report.voids()).containsEntry("the control of gate", "the generator fell behind");
        assertThat(ControlText.text(report))
                .contains("KEPT    without jitter", "void    without gate")
                .contains("Promises were kept without their mitigation (jitter), so their checks show nothing.");
        assertThat(folder.resolve("controls.md")).content().contains("| jitter | peak | at most 40 | 30 | **KEPT** |");
        assertThat(Files.readString(Page.write(folder)))
                .contains("without jitter, peak: promised at most 40, seen 30", "the generator fell behind");
    }

    @Test
    void everyMitigation_hasAControlOnACacheOfItsOwn() {
        assertThat(Controls.RUNS).isEqualTo(8);
        assertThat(ControlRow.cacheOf(Mitigation.JITTER)).isEqualTo("jitter-without-jitter");
        assertThat(ControlRow.cacheOf(Mitigation.BREAKER)).isEqualTo("full-without-breaker");
        assertThat(Controls.estimate(Scenarios.small(1)).toString()).contains("7 rungs", "3 trials");
    }

    @Test
    void anotherReport_isRefused() throws Exception {
        Path other = Files.writeString(folder.resolve("break.json"), "{\"kind\": \"break\"}");
        assertThatThrownBy(() -> ControlReport.FORMAT.read(other)).hasMessageContaining("is not a report");
        Path empty = Files.writeString(folder.resolve("controls.json"), "{\"kind\": \"controls\"}");
        assertThatThrownBy(() -> ControlReport.FORMAT.read(empty)).hasMessageContaining("is not a report");
    }

    private static ControlReport report(ControlRow... rows) {
        return ControlReport.of(Scenarios.small(1), 110, List.of(rows));
    }
}
