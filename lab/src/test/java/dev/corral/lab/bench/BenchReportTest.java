package dev.corral.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.command.Publication;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {

    private static final Conditions CONDITIONS = new Conditions("abc", 2, 1_024, "Linux amd64", "25");
    private static final Verdict KEPT = new Verdict("a hit", "at most 1.10 x", "1.05 x", "50 against 48 µs", true);
    private static final Verdict MISSED = new Verdict("a layer", "at most 250", "251", "", false);

    @TempDir
    Path folder;

    @Test
    void what_isWrittenIsReadBackWithItsRawNumbers() throws IOException {
        BenchReport report = report(Measured.of("near-hit", List.of(KEPT), Map.of("cpuMicros", 17)));
        BenchReport.FORMAT.write(folder, report);

        BenchReport read = BenchReport.FORMAT.read(folder.resolve(BenchReport.FORMAT.file()));

        assertThat(read).isEqualTo(report);
        assertThat(read.kept()).isTrue();
        assertThat(read.whole()).isTrue();
    }

    @Test
    void oneMissedFloor_isAMissedBench() {
        BenchReport report = report(
                Measured.of("near-hit", List.of(KEPT), Map.of()), Measured.of("layer", List.of(MISSED), Map.of()));

        assertThat(report.kept()).isFalse();
        assertThat(report.whole()).isTrue();
        assertThat(report.text()).contains("MISSED", "seen 251");
    }

    @Test
    void whatCouldNotBeMeasured_isVoidAndNeitherKeptNorMissed() {
        BenchReport report = report(
                Measured.of("near-hit", List.of(KEPT), Map.of()), Measured.not("layer", "the machine is too busy"));

        assertThat(report.whole()).isFalse();
        assertThat(report.kept()).as("of what was measured").isTrue();
        assertThat(report.voids()).containsEntry("layer", "the machine is too busy");
        assertThat(report.text())
                .contains("void    layer: the machine is too busy")
                .doesNotContain("MISSED");
        assertThat(BenchText.table(report)).contains("1.05 x", "not measured", "the machine is too busy", "| void |");
    }

    @Test
    void pageAndDocuments_sayWhatTheReportSays() throws IOException {
        BenchReport.FORMAT.write(folder, report(Measured.of("layer", List.of(KEPT, MISSED), Map.of())));

        assertThat(Page.write(folder)).content().contains("1 of 2 promises were kept", "at most 1.10 x", "MISSED");
        assertThat(Publication.BENCH
                        .blocks(folder.resolve(BenchReport.FORMAT.file()))
                        .get("bench"))
                .contains("| a hit | at most 1.10 x | 1.05 x | 50 against 48 µs | kept |", "Commit abc, 2 cores");
    }

    @Test
    void reportOfSomethingElse_isRefusedInASentence() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"kind\": \"scopes\"}");

        assertThatThrownBy(() -> BenchReport.FORMAT.read(other))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("is not a report of ./corral bench");
    }

    private static BenchReport report(Measured... measures) {
        return BenchReport.of(CONDITIONS, BenchScenario.of(3, 200), List.of(measures));
    }
}
