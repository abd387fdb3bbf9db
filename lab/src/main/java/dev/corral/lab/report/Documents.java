package dev.corral.lab.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a report in documents, which are inserted between markers and never typed by hand. */
public final class Documents {

    private Documents() {}

    /** Returns the texts of a ladder's report, by marker. */
    public static Map<String, String> blocks(Report report) {
        String conditions = "\n" + Markdown.conditions(report) + "\n";
        Map<String, String> blocks = new LinkedHashMap<>();
        blocks.put("ladder", "\n" + LadderSummary.markdown(report) + conditions);
        blocks.put("ladder-in-full", "\n" + Table.markdown(report) + conditions);
        blocks.put("steps", "\n" + Steps.markdown(report) + conditions);
        blocks.put("trials", report.trials().isEmpty() ? "" : "\n" + Findings.markdown(report) + conditions);
        return blocks;
    }

    /** @throws IllegalArgumentException if the document has none of these markers */
    public static String withNumbers(String document, Map<String, String> blocks) {
        String text = document;
        for (Map.Entry<String, String> block : blocks.entrySet()) {
            text = marked(block.getKey())
                    .matcher(text)
                    .replaceFirst("$1\n" + Matcher.quoteReplacement(block.getValue()) + "$2");
        }
        if (blocks.keySet().stream()
                .noneMatch(name -> marked(name).matcher(document).find())) {
            throw new IllegalArgumentException("the document has no markers for the numbers of this report: <!-- "
                    + String.join(" -->, <!-- ", blocks.keySet()) + " -->: add one of them");
        }
        return text;
    }

    private static Pattern marked(String name) {
        return Pattern.compile("(<!-- " + name + " -->)\n.*?(<!-- /" + name + " -->)", Pattern.DOTALL);
    }
}
