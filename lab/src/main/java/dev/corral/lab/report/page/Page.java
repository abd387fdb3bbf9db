package dev.corral.lab.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.report.WrittenReport;
import dev.corral.lab.scopes.ScopesReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code report.html}: one file that holds everything it shows, and asks nobody for anything. */
public final class Page {

    public static final String FILE = "report.html";

    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.4.4/dist/chart.umd.js";

    private Page() {}

    /** Makes the page from what a run has left in a folder. */
    public static Path write(Path folder) throws IOException {
        Path scopes = folder.resolve(ScopesReport.FILE);
        String page = Files.exists(scopes) ? ScopesPage.of(ScopesReport.read(scopes)) : ladder(folder);
        Path html = folder.resolve(FILE);
        Files.writeString(html, page);
        return html;
    }

    private static String ladder(Path folder) throws IOException {
        WrittenReport written = WrittenReport.read(folder.resolve("report.json"));
        Report report = written.as(Report.class);
        if (report == null || report.rows() == null || report.scenario() == null || report.conditions() == null) {
            throw written.foreign(null);
        }
        return LadderPage.of(report, new RawFolder(folder));
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
                        "script", Template.read("report.js")));
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
        return Template.read(CHARTS).replaceAll("//# sourceMappingURL=\\S*", "");
    }
}
