package dev.corral.lab.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.lab.measure.Row;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the page contains the results of the report and loads nothing from a network. */
class PageTest {

    /** Attributes and rules with which a page loads something; the links of anchors are not among them. */
    private static final Pattern LOADS = Pattern.compile(
            "<(?!a\\s)[a-z]+\\s[^>]*\\b(src|srcset|href|poster|data|action|background)\\s*=\\s*[\"']?(?!data:)[^\"'\\s>]"
                    + "|@import|@font-face|\\burl\\(\\s*[\"']?(?!data:)|sourceMappingURL|http-equiv=.refresh",
            Pattern.CASE_INSENSITIVE);

    private static final String HOSTILE = "</script><b onclick='x'>\"&{{title}}";

    @TempDir
    Path folder;

    @Test
    void page_loadsNothing() throws Exception {
        String page = Written.run(folder, "abc", 80).page();
        assertThat(LOADS.matcher(page).results().map(found -> found.group())).isEmpty();
        assertThat(page).contains("default-src 'none'").contains("Chart.js v4").hasSizeLessThan(1_500_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script src=\"https://example.org/x.js\">",
                "<link rel='stylesheet' href='/x.css'>",
                "<img alt='' src=x.png>",
                "<style>@import 'x'</style>",
                "<i style=\"background: url(//example.org/x.png)\">",
                "//# sourceMappingURL=chart.umd.js.map"
            })
    void pageThatLoads_isNoticed(String piece) {
        assertThat(LOADS.matcher(piece).find()).isTrue();
        assertThat(LOADS.matcher("<a href=\"https://example.org\">").find()).isFalse();
    }

    @Test
    void numbers_areThoseOfTheReport() throws Exception {
        Written written = Written.run(folder, "abc", 80);
        Row naive = written.report().rows().getFirst();
        assertThat(naive.hotMedian()).isEqualTo(80);
        assertThat(written.page())
                .contains("a plain cache sent 80 queries to the origin. The last rung, lock, sent 1.")
                .contains(cells(Table.grid(written.report()).body().getFirst()))
                .contains(cells(Table.grid(written.report()).body().getLast()))
                .contains("4,321 in", "4,300 hit, 21 passed on");
        written.report().checks().forEach(check -> assertThat(page(written)).contains(Checks.item(check)));
    }

    @Test
    void charts_drawTheNumbersOfTheReport() throws Exception {
        Written written = Written.run(folder, "abc", 80);
        JsonNode data = written.data();
        List<Row> rows = written.report().rows();
        JsonNode queries = data.get("bars").get(0);
        JsonNode hot = data.get("bars").get(1);
        for (int each = 0; each < rows.size(); each++) {
            assertThat(queries.get("values").get(each).asDouble())
                    .isEqualTo(rows.get(each).queriesPerSecond());
            assertThat(hot.get("values").get(each).asDouble())
                    .isEqualTo(rows.get(each).hotMedian());
        }
        JsonNode times = data.get("times").get("naive").get("timeline");
        int sum = 0;
        for (JsonNode bin : times.get("hot")) {
            sum += bin.asInt();
        }
        double seconds = written.report().scenario().duration().toNanos() / 1e9;
        assertThat(sum / seconds).isEqualTo(rows.getFirst().queriesPerSecond());
    }

    @Test
    void hostileText_isShownAndNotObeyed() throws Exception {
        String page = Written.run(folder, HOSTILE, 80).page();
        assertThat(page)
                .doesNotContain("<b onclick")
                .contains("&lt;/script&gt;&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;{{title}}");
    }

    @Test
    void hostileRung_isNeitherObeyedNorTakenForAPath() throws Exception {
        Written written = Written.run(folder, "abc", 80);
        ObjectNode report = tree();
        ((ObjectNode) report.get("rows").get(0)).put("rung", "../../" + HOSTILE);
        ReportFiles.JSON.writeValue(file(), report);
        assertThat(written.page()).doesNotContain("<b onclick");
        assertThat(written.data().get("times").properties()).hasSize(1);
    }

    @Test
    void reportWithoutRawData_stillMakesAPage() throws Exception {
        Written written = Written.run(folder, "abc", 80);
        for (String rung : List.of("naive", "lock")) {
            Files.delete(folder.resolve("ledger-" + rung + ".ndjson"));
            Files.delete(folder.resolve("layers-" + rung + ".json"));
        }
        assertThat(written.page())
                .contains("The folder of the report has no raw data of this rung.")
                .contains(cells(Table.grid(written.report()).body().getFirst()));
    }

    @Test
    void trials_areShownWhereThereAreAny() throws Exception {
        Written written = Written.run(folder, "abc", 80);
        assertThat(written.page()).doesNotContain("id=\"trials\"");
        ObjectNode report = tree();
        report.putArray("trials")
                .addObject()
                .put("mitigation", "breaker")
                .put("harm", "a dead origin")
                .put("number", "queries to it")
                .put("without", "400")
                .put("with", "12");
        report.put("addedLater", true);
        ReportFiles.JSON.writeValue(file(), report);
        assertThat(written.page()).contains(cells(List.of("breaker", "a dead origin", "queries to it", "400", "12")));
    }

    @Test
    void control_saysWhatItRanWithout() throws Exception {
        Written written = Written.run(folder, "abc", 80);
        ObjectNode report = tree();
        report.putArray("without").add("lock");
        ReportFiles.JSON.writeValue(file(), report);
        assertThat(written.page()).contains("<b>without lock</b>");
    }

    @Test
    void folderWithoutReport_andReportThatIsNoneGetOneSentence() throws Exception {
        assertThatThrownBy(() -> Page.write(folder)).hasMessageContaining("there is no report at");
        Files.writeString(folder.resolve("report.json"), "rows");
        assertThatThrownBy(() -> Page.write(folder)).hasMessageContaining("is not JSON");
        Files.writeString(folder.resolve("report.json"), "{\"rows\": 3}");
        assertThatThrownBy(() -> Page.write(folder)).hasMessageContaining("is not a report of ./corral lab");
        Files.writeString(folder.resolve("report.json"), "{}");
        assertThatThrownBy(() -> Page.write(folder)).hasMessageContaining("is not a report of ./corral lab");
    }

    private ObjectNode tree() throws IOException {
        return (ObjectNode) ReportFiles.JSON.readTree(file());
    }

    private java.io.File file() {
        return folder.resolve("report.json").toFile();
    }

    private static String page(Written written) {
        try {
            return written.page();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static String cells(List<String> cells) {
        return cells.stream().map(cell -> "<td>" + Html.escape(cell) + "</td>").reduce("<tr>", String::concat)
                + "</tr>";
    }
}
