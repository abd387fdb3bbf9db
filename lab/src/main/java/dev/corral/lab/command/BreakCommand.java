package dev.corral.lab.command;

import dev.corral.lab.fault.BreakReport;
import dev.corral.lab.fault.BreakText;
import dev.corral.lab.fault.FaultRow;
import dev.corral.lab.fault.FaultScenario;
import dev.corral.lab.fault.Faults;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.page.Page;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./corral break}: the fleet under steady load, and everything that breaks, each with its control. */
@Command(
        name = "break",
        description = {
            "Raises a fleet, drives steady load, and breaks it: nodes, Redis, the origin, clients, the clock.",
            "Each fault has a promise that is checked, and a control that shows the harm without the cure."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 a check was missed, 2 it could not run, or not measure.",
            "Example: ./corral break --quick --check --only redis-flushed"
        })
public final class BreakCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Fewer rounds, the same faults and promises.")
    boolean quick;

    @Option(names = "--check", description = "Exit 1 where a promise is missed, saying which number.")
    boolean check;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Faults to hold. Default: all.")
    List<String> only;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the report. Default: target/break.")
    Path out;

    @Override
    public Integer call() throws Exception {
        Faults faults = only == null ? Faults.all() : Faults.named(only);
        Scenario scenario = FaultScenario.steady();
        Path folder = Folders.output(out, "break");
        long beganNanos = System.nanoTime();
        List<FaultRow> rows;
        try (Progress progress = new Progress(System.err);
                Fleet fleet = raise(scenario, folder, progress)) {
            rows = faults.hold(fleet, scenario, quick, progress::say);
        }
        long seconds = Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds();
        BreakReport report = BreakReport.of(scenario, quick, seconds, rows);
        report.write(folder);
        Path page = Page.write(folder);
        System.out.println("\n" + BreakText.text(report));
        System.out.println("report: " + folder + "\nto look at: " + page);
        return check && !report.kept() ? 1 : report.whole() ? 0 : 2;
    }

    private static Fleet raise(Scenario scenario, Path folder, Progress progress) {
        progress.say(String.format(Locale.ROOT, "starting Redis, the origin and %d cache nodes", scenario.nodes()));
        Layout layout = Layout.anywhere(Folders.home(), folder.resolve("logs"), scenario.nodes());
        return ShutdownHook.closing(Fleet.forFaults(scenario, layout));
    }
}
