package dev.corral.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.report.Comparison;
import dev.corral.lab.report.RunFolder;
import dev.corral.lab.report.ScopesReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./corral compare}: two reports, number by number. */
@Command(
        name = "compare",
        description = "Says what a change did: each number of two reports, and where the runs themselves differ.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 done, 2 a report cannot be read."})
public final class CompareCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A report.json of ./corral lab or ./corral scopes.")
    Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "Another of the same kind.")
    Path after;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Path one = Folders.called(before);
        Path other = Folders.called(after);
        spec.commandLine()
                .getOut()
                .println(compare(one, RunFolder.readTree(one), other, RunFolder.readTree(other))
                        .text());
        return 0;
    }

    private static Comparison compare(Path one, JsonNode before, Path other, JsonNode after) {
        if (ScopesReport.is(before) != ScopesReport.is(after)) {
            throw new IllegalArgumentException(
                    "a ladder and scopes cannot be compared: %s is of ./corral %s, %s of ./corral %s"
                            .formatted(one, kind(before), other, kind(after)));
        }
        return ScopesReport.is(before)
                ? Comparison.of(ScopesReport.read(before, one), ScopesReport.read(after, other))
                : Comparison.of(RunFolder.report(before, one), RunFolder.report(after, other));
    }

    private static String kind(JsonNode tree) {
        return ScopesReport.is(tree) ? "scopes" : "lab";
    }
}
