package dev.corral.lab.bench;

import dev.corral.lab.report.Grid;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The results of the bench as text, one line per limit. */
public final class BenchText {

    /** The measures that a reader asks for first: the cost of a hit, and of a start. */
    private static final List<String> SUMMARY = List.of("near-hit", "store-hit", "footprint", ColdNode.NAME);

    private BenchText() {}

    /** Returns the texts for the documents, by marker. */
    public static Map<String, String> blocks(BenchReport report) {
        return Map.of("bench", "\n" + table(report) + "\n", "bench-summary", "\n" + summary(report) + "\n");
    }

    /** Returns the text for the document with the table of cold starts, by marker. */
    public static Map<String, String> coldStarts(BenchReport report) {
        String tables = report.measures().stream()
                .filter(measured -> measured.held() && measured.name().equals(ColdStarts.NAME))
                .map(measured -> ColdStarts.grid(measured).markdown())
                .collect(Collectors.joining("\n"));
        return Map.of(ColdStarts.NAME, "\n" + tables + "\n" + conditions(report) + "\n");
    }

    /** Whether a report has the table of cold starts and nothing else. */
    public static boolean isOfColdStarts(List<String> measures) {
        return measures.equals(List.of(ColdStarts.NAME));
    }

    /** Returns a list of the first limit of each measure in {@link #SUMMARY}, and the conditions of the run. */
    private static String summary(BenchReport report) {
        return report.measures().stream()
                .filter(measured -> SUMMARY.contains(measured.name()))
                .map(BenchText::first)
                .map(first -> Text.of(
                        "- %s: **%s** (limit: %s, %s)%n",
                        first.what(), first.seen(), first.floor(), first.kept() ? "kept" : "missed"))
                .collect(Collectors.joining("", "", "\n" + conditions(report)));
    }

    /** The limit for the summary; of cold nodes it is the time until they are ready. */
    private static Verdict first(Measured measured) {
        return measured.name().equals(ColdNode.NAME)
                ? measured.verdicts().getLast()
                : measured.verdicts().getFirst();
    }

    /** Returns a Markdown table and the conditions of the run. */
    public static String table(BenchReport report) {
        return grid(report).markdown() + "\n" + conditions(report);
    }

    public static Grid grid(BenchReport report) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("measure", "limit", "measured", "compared with", ""));
        report.measures()
                .forEach(measured -> measured.verdicts()
                        .forEach(verdict -> lines.add(List.of(
                                verdict.what(),
                                verdict.floor(),
                                verdict.seen(),
                                verdict.beside(),
                                !measured.held() ? "void" : verdict.kept() ? "kept" : "MISSED"))));
        return new Grid(lines);
    }

    public static String conditions(BenchReport report) {
        return report.conditions().text() + "\n";
    }
}
