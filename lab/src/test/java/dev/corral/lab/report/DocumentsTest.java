package dev.corral.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.command.Publication;
import dev.corral.lab.drill.DrillReport;
import dev.corral.lab.fault.BreakReport;
import dev.corral.lab.measure.Finding;
import dev.corral.lab.scopes.ScopesReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that the numbers in the documents are those of the report next to them. */
class DocumentsTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @Test
    void documents_holdWhatThePublishedReportSays() throws Exception {
        for (Publication published : Publication.values()) {
            Map<String, String> blocks = published.blocks(HOME.resolve(published.report()));
            for (String name : published.documents()) {
                String document = Files.readString(HOME.resolve(name));
                assertThat(Documents.withNumbers(document, blocks))
                        .as("%s: ./corral publish %s brings it up to date", name, published.report())
                        .isEqualTo(document);
            }
        }
    }

    @Test
    void publishedReport_keptEveryPromiseOfEveryRung() throws Exception {
        Report report = ReportFiles.JSON.readValue(
                HOME.resolve(Publication.LADDER.report()).toFile(), Report.class);
        assertThat(report.without()).isEmpty();
        assertThat(report.rows()).hasSize(8);
        assertThat(report.checks()).isNotEmpty().allMatch(check -> check.kept());
    }

    @Test
    void publishedScopes_areOfPodsAndKeptEveryPromise() {
        ScopesReport scopes = ScopesReport.FORMAT.read(HOME.resolve(Publication.SCOPES.report()));
        assertThat(scopes.conditions().ofK6()).isTrue();
        assertThat(scopes.kept()).isTrue();
        assertThat(scopes.sizes()).extracting(size -> size.scenario().nodes()).containsExactly(1, 3, 5);
        assertThat(scopes.sizes()).allSatisfy(size -> assertThat(size.rows()).hasSize(3));
    }

    @Test
    void publishedFaults_areAllHeldAndKeptEveryPromise() {
        BreakReport broken = BreakReport.FORMAT.read(HOME.resolve(Publication.BREAK.report()));
        assertThat(broken.rows()).hasSize(20).allMatch(row -> row.unfit() == null);
        assertThat(broken.kept()).isTrue();
    }

    @Test
    void publishedDrill_causedEveryHerdAndKeptEveryPromise() {
        DrillReport drill = DrillReport.FORMAT.read(HOME.resolve(Publication.DRILL.report()));
        assertThat(drill.rows()).hasSize(10).allMatch(row -> row.unmeasured() == null);
        assertThat(drill.control()).isNotNull();
        assertThat(drill.runbook()).isNotNull();
        assertThat(drill.kept()).isTrue();
    }

    @Test
    void findingsOfTrials_standBetweenTheirMarkers() throws Exception {
        Report report = ReportFiles.JSON
                .readValue(HOME.resolve(Publication.LADDER.report()).toFile(), Report.class)
                .with(List.of(new Finding("gate", "a cold start", "most at once", "1469", "639")), Map.of());
        assertThat(Documents.withNumbers("<!-- trials -->\nbefore\n<!-- /trials -->", Documents.blocks(report)))
                .contains("| gate | a cold start | most at once | 1469 | 639 |")
                .doesNotContain("before");
    }

    @Test
    void documentWithoutMarkers_isRefused() throws Exception {
        Report report = ReportFiles.JSON.readValue(
                HOME.resolve(Publication.LADDER.report()).toFile(), Report.class);
        assertThatThrownBy(() -> Documents.withNumbers("no place", Documents.blocks(report)))
                .hasMessageContaining("<!-- ladder -->");
    }
}
