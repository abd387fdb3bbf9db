package dev.corral.lab.scopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Query;
import dev.corral.lab.measure.Row;
import dev.corral.lab.measure.RungRun;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.page.Page;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopesReportTest {

    private static final Conditions CONDITIONS = new Conditions("abc", 2, 1_024, "an os", "a jdk");

    @TempDir
    Path folder;

    @Test
    void writtenReport_isReadBackAsItWas() throws Exception {
        ScopesReport report = ScopesReport.of(CONDITIONS, List.of(size(1, 1), size(3, 1)));
        ScopesReport.FORMAT.write(folder, report);
        assertThat(ScopesReport.FORMAT.read(folder.resolve("scopes.json"))).isEqualTo(report);
        assertThat(Files.readString(folder.resolve("scopes.md")))
                .contains(
                        "| rung | 1 node | 3 nodes |",
                        "| 3 nodes | lock | hot-key queries per boundary |",
                        "Commit abc");
    }

    @Test
    void reportOfAnythingElse_isRefusedInOneSentence() {
        assertThatThrownBy(() -> ScopesReport.FORMAT.read(Path.of("../docs/ladder.json")))
                .isInstanceOf(LabException.class)
                .hasMessage("../docs/ladder.json is not a report of ./corral scopes: name the scopes.json that it has "
                        + "written");
        assertThatThrownBy(() -> ScopesReport.FORMAT.read(folder.resolve("none.json")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("there is no report at");
    }

    @Test
    void reportWithoutFleets_isRefused() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.json"), "{\"kind\": \"scopes\", \"conditions\": {}}");
        assertThatThrownBy(() -> ScopesReport.FORMAT.read(empty)).hasMessageStartingWith(empty + " is not a report of");
    }

    @Test
    void table_hasRungsDownAndSizesAcrossWithEveryNode() {
        String text = ScopesText.text(ScopesReport.of(CONDITIONS, List.of(size(1, 1), size(3, 1))));
        assertThat(text.lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
                .contains(
                        "rung | 1 node | 3 nodes",
                        "single-flight | 1, max 1 (4) | 3, max 3 (4/4/4)",
                        "lock | 1, max 1 (4) | 1, max 1 (4/0/0)");
    }

    @Test
    void report_isKeptOnlyWhereEverySizeIs() {
        assertThat(ScopesReport.of(CONDITIONS, List.of(size(1, 1), size(3, 1))).kept())
                .isTrue();
        assertThat(ScopesReport.of(CONDITIONS, List.of(size(1, 1), size(3, 2))).kept())
                .isFalse();
    }

    @Test
    void reportsOfOneFleetEach_areJoinedSmallestFirst() throws Exception {
        write("nodes-10", size(10, 1));
        write("nodes-3", size(3, 1));
        SizeFolders.join(folder);
        assertThat(ScopesReport.FORMAT.read(folder.resolve("scopes.json")))
                .isEqualTo(ScopesReport.of(CONDITIONS, List.of(size(3, 1), size(10, 1))));
        assertThat(Files.readString(folder.resolve("scopes.md"))).contains("| rung | 3 nodes | 10 nodes |");
    }

    @Test
    void folderWithoutThem_isLeftAsItIs() throws Exception {
        Files.createDirectories(folder.resolve("nodes-3"));
        SizeFolders.join(folder);
        assertThat(folder.resolve("scopes.json")).doesNotExist();
    }

    @Test
    void fleetsOfOneSize_areNotJoined() throws Exception {
        write("nodes-3", size(3, 1));
        write("nodes-3-again", size(3, 1));
        assertThatThrownBy(() -> SizeFolders.join(folder))
                .isInstanceOf(LabException.class)
                .hasMessage("two of the reports are of a fleet of 3 nodes: keep one of them");
    }

    @Test
    void podsNames_standWhereNodesDoAndK6IsNamed() {
        ScopesReport.Size size = size(3, 1);
        Row lock = size.rows().getLast();
        ScopesReport.Size pods =
                new ScopesReport.Size(size.scenario(), List.of(lock), size.lag(), size.checks(), Map.of());
        String table = ScopesText.table(
                ScopesReport.of(new Conditions("abc", 2, 1_024, "Kubernetes", "k6 v2.2.0"), List.of(pods)));
        assertThat(table).contains("(4/0/0)", "Commit abc, 2 cores, 1024 MiB, Kubernetes, k6 v2.2.0.");
    }

    @Test
    void voidRung_isWrittenAsVoidAndNeverAsANumber() throws Exception {
        ScopesReport.Size measured = size(1, 1);
        Map<Rung, RungRun> runs = new LinkedHashMap<>();
        runs.put(Rung.SINGLE_FLIGHT, run(Rung.SINGLE_FLIGHT, ScopesScenario.of(3, true), 3));
        ScopesReport.Size holed =
                ScopesReport.Size.of(ScopesScenario.of(3, true), Climb.of(runs, Map.of(Rung.LOCK, "it was late")));
        ScopesReport report = ScopesReport.of(CONDITIONS, List.of(measured, holed));
        ScopesReport.FORMAT.write(folder, report);

        assertThat(report.whole()).isFalse();
        assertThat(report.kept()).isTrue();
        assertThat(ScopesReport.FORMAT.read(folder.resolve("scopes.json"))).isEqualTo(report);
        assertThat(ScopesText.text(report)).contains("void    lock on 3 nodes: it was late");
        assertThat(ScopesText.table(report)).contains("| lock | 1, max 1 (4) | void |");
        assertThat(Files.readString(Page.write(folder))).contains("<td>void</td>", "lock on 3 nodes");
    }

    private void write(String name, ScopesReport.Size size) throws Exception {
        ScopesReport.FORMAT.write(
                Files.createDirectories(folder.resolve(name)), ScopesReport.of(CONDITIONS, List.of(size)));
    }

    @Test
    void loadOfEverySize_isTheSame() {
        Scenario one = ScopesScenario.of(1, true);
        Scenario five = ScopesScenario.of(5, true);
        assertThat(five)
                .isEqualTo(new Scenario(5, one.seed(), one.boundaries(), one.load(), one.times(), one.origin()));
    }

    /** @param underLock the number of queries at each boundary of the rung lock */
    private static ScopesReport.Size size(int nodes, int underLock) {
        Scenario scenario = ScopesScenario.of(nodes, true);
        Map<Rung, RungRun> runs = new LinkedHashMap<>();
        runs.put(Rung.SINGLE_FLIGHT, run(Rung.SINGLE_FLIGHT, scenario, nodes));
        runs.put(Rung.LOCK, run(Rung.LOCK, scenario, underLock));
        return ScopesReport.Size.of(scenario, Climb.of(runs));
    }

    /** Returns a run with one query of each of the first nodes at each boundary. */
    private static RungRun run(Rung rung, Scenario scenario, int each) {
        List<Query> queries = new ArrayList<>();
        for (int boundary = 0; boundary <= scenario.boundaries(); boundary++) {
            for (int node = 1; node <= each; node++) {
                queries.add(new Query(boundary * 1_400_000L, "hot", rung.cache(), "node-" + node, 200_000, "found"));
            }
        }
        List<Arrival> arrivals = List.of(new Arrival(2_000_000_000, KeyClass.HOT, 0, 0));
        return new RungRun(rung, scenario, arrivals, List.of(), new Ledger(queries));
    }
}
