package dev.corral.lab.command;

import dev.corral.lab.measure.Check;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.report.ScopesReport;
import dev.corral.lab.report.ScopesTable;
import dev.corral.lab.report.page.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./corral scopes}: who shares a load, shown on fleets of several sizes. */
@Command(
        name = "scopes",
        description =
                "Runs single-flight, lock and swr on fleets of several sizes, and counts what one boundary costs the origin.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 a check was missed, 2 it could not run.",
            "Example: ./corral scopes --nodes 1,3,5 --quick --check"
        })
public final class ScopesCommand implements Callable<Integer> {

    @Option(
            names = "--nodes",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,3,5",
            description = "Sizes of the fleets. Default: ${DEFAULT-VALUE}.")
    List<Integer> nodes;

    @Option(names = "--quick", description = "Fewer boundaries of a shorter TTL: about two minutes in all.")
    boolean quick;

    @Option(names = "--check", description = "Exit 1 where a fleet misses what it promises, saying which number.")
    boolean check;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "Use this Redis instead of starting one; only the fleet's own keys are touched.")
    String redis;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the report and the raw data. Default: target/scopes.")
    Path out;

    @Override
    public Integer call() throws Exception {
        if (!nodes.stream().allMatch(each -> each >= 1 && each <= 8)) {
            throw new IllegalArgumentException("--nodes takes sizes of 1 to 8 cache nodes, for example 1,3,5");
        }
        Path folder = Folders.output(out, "scopes");
        ScopesReport report = run(folder);
        new ReportFiles(folder).write(report);
        Path page = Page.write(folder);
        System.out.println(ScopesTable.grid(report).text());
        report.fleets().forEach(ScopesCommand::print);
        System.out.println("\nreport, raw ledgers and latencies: " + folder + "\nto look at: " + page);
        return check && !report.kept() ? 1 : 0;
    }

    private ScopesReport run(Path folder) throws Exception {
        List<Report> fleets = new ArrayList<>();
        try (Progress progress = new Progress(System.err)) {
            Scopes scopes = new Scopes(folder, redis, quick, progress);
            for (int size : new TreeSet<>(nodes)) {
                fleets.add(scopes.run(size));
            }
        }
        return ScopesReport.of(fleets);
    }

    private static void print(Report fleet) {
        System.out.println("nodes: " + fleet.scenario().nodes());
        for (Check each : fleet.checks()) {
            System.out.println("  " + each);
        }
    }
}
