package dev.corral.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.report.ReportFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that the comparison of two reports shows the effect of a change, and the other possible causes of a
 * difference.
 */
class ComparisonTest {

    @TempDir
    Path folder;

    private ObjectNode before;
    private ObjectNode after;

    @BeforeEach
    void two_equal_reports() throws IOException {
        before = (ObjectNode)
                ReportFiles.JSON.readTree(Path.of("../docs/ladder.json").toFile());
        before.putArray("trials").add(finding("40 ms", "2 ms"));
        after = before.deepCopy();
    }

    @Test
    void equalReports_haveEveryNumberAndNothingMarked() throws IOException {
        List<String> lines = compared();
        assertThat(lines)
                .contains("single-flight | before | after", "hot-key queries per boundary, median | 3 | 3 | same")
                .contains("no check flipped")
                .noneMatch(line -> line.startsWith("* ") && line.contains("|"))
                .noneMatch(line -> line.contains("other conditions") || line.contains("other scenario"));
        assertThat(lines.stream().filter(line -> line.startsWith("errors |")))
                .hasSize(rows(before).size());
    }

    @Test
    void noticeableChange_isMarkedWithItsRatioAndASmallOneIsNot() throws IOException {
        row(before, 3).put("queriesPerSecond", 100.0).put("amplification", 2.0);
        row(after, 3).put("queriesPerSecond", 50.0).put("amplification", 2.2);
        assertThat(compared())
                .contains("* origin queries per second | 100 | 50 | x 0.50", "amplification | 2 | 2.2 | x 1.10");
    }

    @Test
    void changeFromNothing_isADifference() throws IOException {
        row(before, 3).put("errors", 0);
        row(after, 3).put("errors", 3);
        assertThat(compared()).contains("* errors | 0 | 3 | +3.0");
    }

    @Test
    void rungInOnlyOne_isNamedWithWhich() throws IOException {
        rows(before).remove(6);
        rows(after).remove(0);
        assertThat(compared()).contains("none: only before", "negative: only after");
    }

    @Test
    void flippedChecks_areListedWithBothNumbersWhateverBoundTheirNamesHold() throws IOException {
        checks(before).removeAll().add(check("swr", "reads slower than 181.9 ms", "1", true));
        checks(after).removeAll().add(check("swr", "reads slower than 175.0 ms", "9", false));
        assertThat(compared())
                .contains("kept -> MISSED | swr reads slower than 175.0 ms: promised few, seen 1 before, 9 after");
        ObjectNode swapped = before;
        before = after;
        after = swapped;
        assertThat(compared())
                .contains("MISSED -> kept | swr reads slower than 181.9 ms: promised few, seen 9 before, 1 after");
    }

    @Test
    void otherScenarioAndConditions_areNoted() throws IOException {
        ((ObjectNode) after.get("scenario")).put("nodes", 5).put("seed", 43);
        ((ObjectNode) before.get("scenario").get("times")).put("hotTtl", "PT6S");
        ((ObjectNode) after.get("scenario").get("times")).put("hotTtl", "PT2S");
        ((ObjectNode) after.get("conditions")).put("cores", 64);
        ((ObjectNode) before.get("conditions")).put("cores", 2);
        after.putArray("without").add("lock");
        assertThat(compared())
                .contains("made under other conditions | before | after", "conditions.cores | 2 | 64")
                .contains("without | nothing | lock")
                .contains("under another scenario | before | after", "nodes | 3 | 5", "seed | 42 | 43")
                .contains("times.hotTtl | 6s | 2s");
    }

    @Test
    void trialsNumbers_areComparedByFigure() throws IOException {
        after.putArray("trials").add(finding("44 ms", "20 ms"));
        assertThat(compared())
                .contains("trial of near: time until no node serves the old value | before | after")
                .contains("without it | 40 ms | 44 ms | x 1.10", "* with it | 2 ms | 20 ms | x 10.00");
    }

    @Test
    void scopes_areComparedSizeBySize() throws IOException {
        ObjectNode smaller = scopes(1, 3);
        after = scopes(3, 5);
        before = smaller;
        assertThat(compared())
                .contains("1 node: only before", "== 3 nodes ==", "5 nodes: only after")
                .contains("single-flight | before | after");
    }

    @Test
    void differentKinds_areRefused() throws IOException {
        after = scopes(1, 3);
        assertThatThrownBy(this::compared)
                .isInstanceOf(LabException.class)
                .hasMessageContaining("a.json is of ./corral lab and")
                .hasMessageContaining("b.json of ./corral scopes; the two must be of one kind");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "",
                "{}",
                "{\"kind\": \"scopes\", \"conditions\": {}}",
                "{\"conditions\": {}, \"scenario\": {}, \"rows\": [{}]}",
                "{\"conditions\": {}, \"scenario\": {}, \"rows\": [], \"checks\": [{}]}",
                "{\"conditions\": {}, \"scenario\": {}, \"rows\": [], \"trials\": [7]}"
            })
    void foreignJson_isRefusedInOneSentence(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("foreign.json"), json);
        assertThatThrownBy(() -> Reading.read(file))
                .isInstanceOf(LabException.class)
                .hasMessage(file
                        + " is not a report of ./corral lab, scopes, break or bench: name a report.json, scopes.json,"
                        + " break.json or bench.json that a run has written");
    }

    @Test
    void reportOfAnotherKind_isRefusedByItsKind() throws IOException {
        Path file = Files.writeString(folder.resolve("foreign.json"), "{\"kind\": \"break\", \"conditions\": {}}");
        assertThatThrownBy(() -> Reading.read(file))
                .isInstanceOf(LabException.class)
                .hasMessage(file + " is a report of the kind 'break'; compare takes two of ./corral lab or two of"
                        + " ./corral scopes: name such reports");
    }

    @Test
    void fileLargerThanAnyReport_isNotRead() throws IOException {
        Path file = folder.resolve("large.json");
        try (FileChannel large = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            large.write(ByteBuffer.allocate(1), 64L << 20);
        }
        assertThatThrownBy(() -> Reading.read(file))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith(file + " has 67108865 bytes; a report has 67108864 at most: name");
    }

    @Test
    void unreadableFile_isNamed() throws IOException {
        Path none = folder.resolve("none.json");
        assertThatThrownBy(() -> Reading.read(none))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("there is no report at " + none);
        Path text = Files.writeString(folder.resolve("text.json"), "no json");
        assertThatThrownBy(() -> Reading.read(text))
                .isInstanceOf(LabException.class)
                .hasMessage(text + " is not JSON; a report must be JSON: name the JSON file that a run has written");
    }

    /** Returns the lines of the comparison, with one bar for each gap between two columns. */
    private List<String> compared() throws IOException {
        Reading from = Reading.read(written("a.json", before));
        return Comparison.text(from, Reading.read(written("b.json", after)))
                .lines()
                .map(line -> line.strip().replaceAll(" {2,}", " | "))
                .toList();
    }

    private Path written(String name, ObjectNode report) throws IOException {
        return Files.writeString(folder.resolve(name), report.toString());
    }

    private ObjectNode scopes(int... sizes) {
        ObjectNode scopes = ReportFiles.JSON.createObjectNode().put("kind", "scopes");
        scopes.set("conditions", before.get("conditions"));
        ArrayNode array = scopes.putArray("sizes");
        for (int nodes : sizes) {
            ObjectNode size = array.addObject();
            size.set("scenario", ((ObjectNode) before.get("scenario").deepCopy()).put("nodes", nodes));
            size.set("rows", ReportFiles.JSON.createArrayNode().add(row(before, 2)));
        }
        return scopes;
    }

    private static ArrayNode rows(ObjectNode report) {
        return (ArrayNode) report.get("rows");
    }

    private static ObjectNode row(ObjectNode report, int rung) {
        return (ObjectNode) rows(report).get(rung);
    }

    private static ArrayNode checks(ObjectNode report) {
        return (ArrayNode) report.get("checks");
    }

    private static ObjectNode check(String rung, String name, String seen, boolean kept) {
        return ReportFiles.JSON
                .createObjectNode()
                .put("rung", rung)
                .put("name", name)
                .put("promised", "few")
                .put("seen", seen)
                .put("kept", kept);
    }

    private static ObjectNode finding(String without, String with) {
        return ReportFiles.JSON
                .createObjectNode()
                .put("mitigation", "near")
                .put("harm", "an old value")
                .put("number", "time until no node serves the old value")
                .put("without", without)
                .put("with", with);
    }
}
