package dev.corral.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.command.Publication;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.WrittenReport;
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
    void tableOfColdStarts_isPublishedByItself() throws IOException {
        ColdStart cold = ColdNodeTest.run(3.5, 0, Map.of("503 shed", 1_662), 4_700, 137);
        ColdStart warm = ColdNodeTest.run(7.5, 0, Map.of(), 200, 0);
        ColdStarts.Seen seen = new ColdStarts.Seen(List.of(
                ColdStarts.Row.of("600 reads/s", cold, warm),
                ColdStarts.Row.unmeasured("600 reads/s, AOT cache", "Java 21 writes no such cache")));
        BenchReport.FORMAT.write(folder, report(Measured.of(ColdStarts.NAME, List.of(KEPT), seen)));
        Path file = folder.resolve(BenchReport.FORMAT.file());

        assertThat(Publication.of(WrittenReport.read(file))).isEqualTo(Publication.COLD_STARTS);
        Publication.COLD_STARTS.requireWhole(file);
        assertThat(Publication.COLD_STARTS.blocks(file).get("cold-starts"))
                .contains("| 600 reads/s | off | 1,662 (1,662 x 503 shed) of 18,000 | 4.70 s | 137 | 3.5 s |")
                .contains("| 600 reads/s | on | 0 of 18,000 | 0.20 s | 0 | 7.5 s |")
                .contains("not measured: Java 21 writes no such cache")
                .contains("Commit abc, 2 cores");
    }

    @Test
    void reportWithoutAMeasure_isNotPublished() throws IOException {
        BenchReport.FORMAT.write(folder, report(Measured.of("cold-node", List.of(KEPT), Map.of())));
        Path file = folder.resolve(BenchReport.FORMAT.file());

        assertThat(Publication.of(WrittenReport.read(file))).isEqualTo(Publication.BENCH);
        assertThatThrownBy(() -> Publication.BENCH.requireWhole(file))
                .hasMessageContaining("has no numbers of near-hit, store-hit,")
                .hasMessageNotContaining(ColdStarts.NAME);
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
