package dev.corral.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.experiment.Counts;
import dev.corral.lab.report.page.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that the report of the faults can be read back, and that its page and its table contain the missed promises.
 */
class BreakReportTest {

    private static final Counts WITH =
            Counts.NOTHING.and("failed", 1).and("wrong", 0).and("queries of one key at once", 1);
    private static final Counts CONTROL = Counts.NOTHING.and("queries of one key at once", 25);

    @TempDir
    Path folder;

    @Test
    void report_isReadBackAsItWasWritten() throws Exception {
        BreakReport report = report();
        BreakReport.FORMAT.write(folder, report);
        assertThat(BreakReport.FORMAT.read(folder.resolve(BreakReport.FORMAT.file())))
                .isEqualTo(report);
        assertThat(report.kept()).isFalse();
    }

    @Test
    void tableAndPage_nameWhatWasMissedAndWhatWasNotHeld() throws Exception {
        BreakReport.FORMAT.write(folder, report());
        assertThat(folder.resolve("break.md"))
                .content()
                .contains("| redis-flushed | failed requests | 0 | 1 | **MISSED** |")
                .contains("failed requests: **1** (0)<br>")
                .contains("no result: no library");
        assertThat(Files.readString(Page.write(folder)))
                .contains("<section id=\"redis-flushed\">", "MISSED", "No result: no library.")
                .contains("One fault was injected under load");
    }

    @Test
    void faultThatCouldNotBeMeasured_leavesAHole() throws Exception {
        BreakReport holed = BreakReport.of(
                FaultScenario.steady(),
                true,
                120,
                List.of(FaultRow.inconclusive(new RedisFlushed(), "the generator fell behind")));
        BreakReport.FORMAT.write(folder, holed);

        assertThat(holed.whole()).isFalse();
        assertThat(report().whole()).isTrue();
        assertThat(BreakReport.FORMAT.read(folder.resolve(BreakReport.FORMAT.file())))
                .isEqualTo(holed);
        assertThat(BreakText.text(holed)).startsWith("no result  redis-flushed: the generator fell behind");
    }

    @Test
    void text_hasALineAPromise() {
        assertThat(BreakText.text(report()).lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("MISSED  redis-flushed"))
                .anyMatch(line -> line.startsWith("no result  clock-jumped: no library"));
    }

    @Test
    void anotherReport_getsOneSentence() throws Exception {
        Path scopes = folder.resolve("scopes.json");
        Files.writeString(scopes, "{\"kind\": \"scopes\"}");
        assertThatThrownBy(() -> BreakReport.FORMAT.read(scopes))
                .hasMessageContaining("is not a report of ./corral break");
        Files.writeString(scopes, "{\"kind\": \"break\"}");
        assertThatThrownBy(() -> BreakReport.FORMAT.read(scopes)).hasMessageContaining("is not a report");
    }

    private static BreakReport report() {
        return BreakReport.of(
                FaultScenario.steady(),
                true,
                120,
                List.of(
                        FaultRow.held(new RedisFlushed(), WITH, CONTROL),
                        FaultRow.unfit(new ClockJumped(), "no library")));
    }
}
