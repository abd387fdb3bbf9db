package dev.corral.lab.command;

import dev.corral.lab.compare.Comparison;
import dev.corral.lab.compare.Reading;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./corral compare}: a comparison of two reports of one kind, number by number. */
@Command(
        name = "compare",
        description = "Compares two reports of lab, or two of scopes, number by number.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done; 2 a file is not such a report, or the two are of different kinds.",
            "Example: ./corral compare before/report.json target/lab/report.json"
        })
public final class CompareCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "A.json", description = "The report from before the change.")
    Path before;

    @Parameters(index = "1", paramLabel = "B.json", description = "The report from after the change.")
    Path after;

    @Override
    public Integer call() {
        Path called = Path.of(System.getProperty("corral.cwd", "."));
        Reading from = Reading.read(called.resolve(before).normalize());
        System.out.print(
                Comparison.text(from, Reading.read(called.resolve(after).normalize())));
        return 0;
    }
}
