package dev.corral.lab.command;

import dev.corral.lab.control.ControlReport;
import dev.corral.lab.control.ControlRow;
import dev.corral.lab.control.Controls;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.machine.Need;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;

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
        Need need = Need.ofLoad(scenario, Controls.RUNS, false);
        return new Experiment(NAME, ControlReport.FORMAT, need, "report, raw ledgers and latencies", true)
                .run(out, run -> {
                    run.progress().say(Controls.estimate(scenario).toString());
                    Results<ControlRow> rows = run.onFleet(
                            " and " + NodeCount.text(scenario.nodes()),
                            scenario.nodes(),
                            layout -> Fleet.forControls(scenario, layout, redisUrl),
                            fleet -> hold(fleet, run));
                    return new Experiment.Outcome(
                            ControlReport.of(scenario, run.seconds(), rows.all()), rows.failure());
                });
    }

    private Results<ControlRow> hold(Fleet fleet, Experiment.Run run) throws InterruptedException, IOException {
        ReportFiles files = new ReportFiles(run.folder().path());
        try (Controls controls = new Controls(fleet, scenario, files, run.progress())) {
            return controls.hold();
        }
    }
}
