package dev.corral.lab.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.Scenarios;
import dev.corral.lab.compare.Comparison;
import dev.corral.lab.compare.Reading;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.report.Conditions;
import dev.corral.lab.report.LadderOrder;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.Table;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a rung that could not be measured is in every form of the report, without numbers. */
class VoidRungTest {

    private static final Map<Rung, String> VOIDS =
            Map.of(Rung.SINGLE_FLIGHT, "the load was late", Rung.FULL, "no processor");

    @TempDir
    Path folder;

    @Test
    void voidRung_standsWhereItWasRun() throws Exception {
        Report report = Written.run(folder, "abc", 80, VOIDS).report();

        assertThat(LadderOrder.of(report).stream().map(LadderOrder.Place::rung))
                .containsExactly("naive", "single-flight", "lock", "full");
        assertThat(report.whole()).isFalse();
        assertThat(report.kept()).as("the others are judged").isNotNull();
        assertThat(Table.markdown(report)).contains("| single-flight | void | - | - | - |", "| lock | 1, max 1 |");
    }

    @Test
    void json_isReadBackAndHasNoRowOfIt() throws Exception {
        Report report = Written.run(folder, "abc", 80, VOIDS).report();

        Report read = Report.FORMAT.read(folder.resolve(Report.FORMAT.file()));

        assertThat(read.voids()).isEqualTo(report.voids()).containsEntry("single-flight", "the load was late");
        assertThat(read.rows()).extracting("rung").containsExactly("naive", "lock");
        assertThat(Files.readString(folder.resolve("report.md"))).contains("- single-flight: the load was late");
    }

    @Test
    void page_saysVoidAndComparesNothingWithIt() throws Exception {
        String page = Written.run(folder, "abc", 80, VOIDS).page();

        assertThat(page)
                .contains("id=\"rung-single-flight\"", "It could not be measured: the load was late.")
                .contains("<td>single-flight</td><td>void</td>")
                .contains("id=\"rung-lock\"")
                .doesNotContain("before: 80");
    }

    @Test
    void reportWithoutAnyMeasuredRung_stillMakesAPage() throws Exception {
        Scenario scenario = Scenarios.small(7);
        Report report = Report.of(
                new Conditions("abc", 2, 1_024, "an os", "a jdk"),
                scenario,
                List.of(),
                Schedule.draw(scenario, scenario.duration()),
                Climb.of(Map.of(), Map.of(Rung.NAIVE, "no processor")),
                List.of());
        Report.FORMAT.write(folder, report);

        assertThat(Files.readString(Page.write(folder))).contains("No rung could be measured on this machine.");
    }

    @Test
    void comparison_namesWhatWasVoid() throws Exception {
        Path before = Files.createDirectory(folder.resolve("before"));
        Path after = Files.createDirectory(folder.resolve("after"));
        Written.run(before, "abc", 80);
        Written.run(after, "abc", 80, VOIDS);

        String text = Comparison.text(
                Reading.read(before.resolve(Report.FORMAT.file())), Reading.read(after.resolve(Report.FORMAT.file())));

        assertThat(text).contains("single-flight: void after (the load was late)");
    }

    @Test
    void jsonThatOnlyLooksLikeAReport_isRefused() throws Exception {
        Path file = folder.resolve(Report.FORMAT.file());
        for (String foreign : List.of(
                "{}",
                "null",
                "[]",
                "{\"conditions\": {}, \"scenario\": {}, \"rows\": [{}]}",
                "{\"kind\": \"scopes\"}",
                "{\"voids\": {\"naive\": \"late\"}}")) {
            Files.writeString(file, foreign);
            assertThatThrownBy(() -> Page.write(folder)).as(foreign).isInstanceOf(LabException.class);
            assertThat(folder.resolve(Page.FILE)).doesNotExist();
        }
    }
}
