package dev.corral.lab.command;

import dev.corral.lab.control.ControlReport;
import dev.corral.lab.control.ControlRow;
import dev.corral.lab.control.ControlText;
import dev.corral.lab.control.Controls;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.machine.Machine;
import dev.corral.lab.machine.Need;
import dev.corral.lab.machine.Preflight;
import dev.corral.lab.output.OutputFolder;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.report.page.Page;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A run of all controls on one fleet.
 *
 * @param redisUrl the URL of an existing Redis; null starts one
 */
record ControlsRun(Scenario scenario, String redisUrl) {

    private static final String NAME = LabCommand.NAME + " --controls";

    /**
     * Returns the exit code, after the report is written.
     *
     * @param out the folder for the report; null for the usual one
     */
    int run(Path out) throws Exception {
        try (OutputFolder folder = Folders.output(out, NAME, ControlReport.KIND)) {
            Preflight.require(NAME, Need.ofLoad(scenario, Controls.RUNS, false), Machine.of(folder.path()));
            long beganNanos = System.nanoTime();
            Results<ControlRow> rows = measured(folder);
            long seconds = Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds();
            ControlReport report = ControlReport.of(scenario, seconds, rows.all());
            Path page = folder.finish(() -> {
                report.write(folder.path());
                return Page.write(folder.path());
            });
            System.out.println("\n" + ControlText.text(report));
            System.out.println("report, raw ledgers and latencies: " + folder.path() + "\npage: " + page);
            rows.requireWhole();
            VoidNotice.tell(NAME, report.voids());
            return ExitCode.of(true, report.kept().isEmpty(), report.voids().isEmpty());
        }
    }

    private Results<ControlRow> measured(OutputFolder folder) throws Exception {
        try (Progress progress = new Progress(System.err);
                Fleet fleet = raise(folder, progress);
                Controls controls = new Controls(fleet, scenario, new ReportFiles(folder.path()), progress)) {
            folder.clear();
            return controls.hold();
        }
    }

    private Fleet raise(OutputFolder folder, Progress progress) {
        progress.say(Controls.estimate(scenario).toString());
        progress.say("starting Redis, the origin and " + NodeCount.text(scenario.nodes()));
        Layout layout = Layout.anywhere(Folders.apps(), folder.logs(), scenario.nodes());
        return Fleet.forControls(scenario, layout, redisUrl);
    }
}
