package dev.corral.lab.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.corral.lab.bench.BenchReport;
import dev.corral.lab.control.ControlReport;
import dev.corral.lab.drill.DrillReport;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.fault.BreakReport;
import dev.corral.lab.output.OutputFile;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.report.ReportFormat;
import dev.corral.lab.scaling.ScalingReport;
import dev.corral.lab.scopes.ScopesReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code report.html}: one file that contains everything it shows and loads nothing from a network. */
public final class Page {

    public static final String FILE = "report.html";

    private static final List<String> SCRIPTS = List.of("data.js", "plugins.js", "charts.js", "report.js");

    /** The kinds of reports, distinguished by their file names, without that of a ladder. */
    private static final List<Kind> KINDS = List.of(
            Kind.of(ScalingReport.FORMAT, ScalingPage::of),
            Kind.of(ScopesReport.FORMAT, ScopesPage::of),
            Kind.of(ControlReport.FORMAT, ControlsPage::of),
            Kind.of(BreakReport.FORMAT, BreakPage::of),
            Kind.of(DrillReport.FORMAT, DrillPage::of),
            Kind.of(BenchReport.FORMAT, BenchPage::of));

    /** The names of the reports; a folder in which a run has ended contains one of them. */
    public static final List<String> REPORTS = Stream.concat(
                    Stream.of(Report.FORMAT.file()), KINDS.stream().map(Kind::file))
            .toList();

    private record Kind(String file, Function<Path, String> page) {

        static <T> Kind of(ReportFormat<T> format, Function<T, String> page) {
            return new Kind(format.file(), file -> page.apply(format.read(file)));
        }
    }

    private Page() {}

    /**
     * Creates the page from the files of a run.
     *
     * @throws LabException if the folder contains no report; nothing is written then
     */
    public static Path write(Path folder) throws IOException {
        Path html = folder.resolve(FILE);
        OutputFile.write(html, page(folder));
        return html;
    }

    public static boolean hasReport(Path folder) {
        return REPORTS.stream().anyMatch(file -> Files.isRegularFile(folder.resolve(file)));
    }

    private static String page(Path folder) throws IOException {
        for (Kind kind : KINDS) {
            Path file = folder.resolve(kind.file());
            if (Files.exists(file)) {
                return kind.page().apply(file);
            }
        }
        return ladder(folder);
    }

    private static String ladder(Path folder) throws IOException {
        Path file = folder.resolve(Report.FORMAT.file());
        if (!Files.exists(file)) {
            throw new LabException("there is no report at " + file + ": name the folder of a run that has ended");
        }
        return LadderPage.of(Report.FORMAT.read(file), new RawFolder(folder));
    }

    /** @param data the data of the charts, already binned */
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

    /** Returns JSON that cannot end the HTML element that contains it. */
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

    /**
     * The chart library without its reference to a source map, which the developer tools of a browser would request.
     */
    private static String charts() {
        return WebJar.CHARTS.read("dist/chart.umd.js").replaceAll("//# sourceMappingURL=\\S*", "");
    }
}
