package dev.corral.lab.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a report's numbers into documents, between markers: nobody types a number in. */
public final class Documents {

    private Documents() {}

    /** @throws IllegalArgumentException where the document has no such markers */
    public static String withNumbers(String document, Report report) {
        String text = document;
        boolean any = false;
        for (Block block : Block.values()) {
            Matcher matcher = block.pattern().matcher(text);
            if (matcher.find()) {
                any = true;
                text = matcher.replaceFirst("$1\n" + Matcher.quoteReplacement(block.content(report)) + "$2");
            }
        }
        if (!any) {
            throw new IllegalArgumentException("the document has no <!-- ladder --> or <!-- steps --> markers");
        }
        return text;
    }

    private enum Block {
        LADDER("ladder") {
            @Override
            String content(Report report) {
                return "\n" + Table.markdown(report) + "\n" + Markdown.conditions(report) + "\n";
            }
        },
        STEPS("steps") {
            @Override
            String content(Report report) {
                return "\n" + Steps.markdown(report) + "\n" + Markdown.conditions(report) + "\n";
            }
        },
        TRIALS("trials") {
            @Override
            String content(Report report) {
                return report.trials().isEmpty()
                        ? ""
                        : "\n" + Findings.markdown(report) + "\n" + Markdown.conditions(report) + "\n";
            }
        };

        private final Pattern pattern;

        Block(String name) {
            this.pattern = Pattern.compile("(<!-- " + name + " -->)\n.*?(<!-- /" + name + " -->)", Pattern.DOTALL);
        }

        Pattern pattern() {
            return pattern;
        }

        abstract String content(Report report);
    }
}
