package dev.corral.lab.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.corral.lab.bench.BenchReport;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.report.WrittenReport;
import dev.corral.lab.scopes.ScopesReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code report.html}: one file that holds everything it shows, and asks nobody for anything. */
public final class Page {

    public static final String FILE = "report.html";

    private static final List<String> SCRIPTS = List.of("data.js", "plugins.js", "charts.js", "report.js");

    private Page() {}

    /** Makes the page from what a run has left in a folder. */
    public static Path write(Path folder) throws IOException {
        String page = of(folder);
        Path html = folder.resolve(FILE);
        Files.writeString(html, page);
        return html;
    }

    private static String of(Path folder) throws IOException {
        Path scopes = folder.resolve(ScopesReport.FILE);
        Path bench = folder.resolve(BenchReport.FILE);
        if (Files.exists(scopes)) {
            return ScopesPage.of(ScopesReport.read(scopes));
        }
        return Files.exists(bench) ? BenchPage.of(BenchReport.read(bench)) : ladder(folder);
    }

    private static String ladder(Path folder) throws IOException {
        WrittenReport written = WrittenReport.read(folder.resolve("report.json"));
        Report report = written.as(Report.class);
        if (!whole(report)) {
            throw written.foreign(null);
        }
        return LadderPage.of(report, new RawFolder(folder));
    }

    /** JSON of something else may be read as a report that has nothing. */
    private static boolean whole(Report report) {
        return report != null
                && report.conditions() != null
                && report.scenario() != null
                && report.rows() != null
                && !report.rows().isEmpty();
    }

    /** @param data of the charts, already binned */
    static String of(String title, String body, Object data) {
        return Template.fill(
                "report.html",
                Map.of(
                        "title", title,
                        "css", Template.read("report.css"),
                        "body", body,
                        "data", json(data),
                        "charts", charts(),
                        "script", SCRIPTS.stream().map(Template::read).collect(Collectors.joining())));
    }

    /** JSON that cannot end the element it stands in. */
    static String json(Object data) {
        try {
            return ReportFiles.JSON
                    .writer()
                    .without(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(data)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Without the name of its source map, for which a browser's tools would ask. */
    private static String charts() {
        return WebJar.CHARTS.read("dist/chart.umd.js").replaceAll("//# sourceMappingURL=\\S*", "");
    }
}
