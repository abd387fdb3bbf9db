package dev.corral.lab.command;

import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.machine.Machine;
import dev.corral.lab.machine.Need;
import dev.corral.lab.machine.Preflight;
import dev.corral.lab.output.OutputFolder;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.ReportFormat;
import dev.corral.lab.report.RunReport;
import dev.corral.lab.report.Voids;
import dev.corral.lab.report.page.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run of an instrument: it measures, writes the report and its page, and prints the results.
 *
 * @param command the command as its messages name it
 * @param files a short description of what the folder of the report contains
 * @param check whether a missed promise is a failure
 */
record Experiment(String command, ReportFormat<?> format, Need need, String files, boolean check) {

    /** The measurement of an experiment, in the folder of its run. */
    @FunctionalInterface
    interface Instrument {
        Outcome measure(Run run) throws Exception;
    }

    /**
     * The results of a run.
     *
     * @param failure the failure that ended the run early
     * @param afterwards what is done when the report is written
     */
    record Outcome(RunReport report, Optional<? extends RuntimeException> failure, Runnable afterwards) {

        Outcome(RunReport report, Optional<? extends RuntimeException> failure) {
            this(report, failure, () -> {});
        }
    }

    /** A run in progress. */
    record Run(OutputFolder folder, Progress progress, long beganNanos) {

        /** A part of a run that needs a fleet. */
        @FunctionalInterface
        interface OnFleet<T> {
            T measure(Fleet fleet) throws Exception;
        }

        /**
         * Measures on a fleet that is started before and ended after it. The results of an earlier run are removed when
         * the fleet is ready.
         *
         * @param parts the parts of the fleet that are started, for the progress
         */
        <T> T onFleet(String parts, int nodes, Function<Layout, Fleet> start, OnFleet<T> measurement) throws Exception {
            progress.say("starting Redis, the origin" + parts);
            try (Fleet fleet = start.apply(Layout.anywhere(Folders.apps(), folder.logs(), nodes))) {
                folder.clear();
                return measurement.measure(fleet);
            }
        }

        /** The duration of the run. */
        long seconds() {
            return Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds();
        }
    }

    /**
     * Returns the exit code, after the report is written.
     *
     * @param out the folder for the report; null for the usual one
     */
    int run(Path out, Instrument instrument) throws Exception {
        try (OutputFolder folder = Folders.output(out, command, format.kind())) {
            Preflight.require(command, need, Machine.of(folder.path()));
            Outcome outcome = measured(folder, instrument);
            RunReport report = outcome.report();
            Path page = folder.finish(() -> {
                format.write(folder.path(), report);
                return Page.write(folder.path());
            });
            System.out.println(report.text());
            System.out.println(files + ": " + folder.path() + "\npage: " + page);
            outcome.failure().ifPresent(ended -> {
                throw ended;
            });
            tellVoids(report.voids());
            outcome.afterwards().run();
            return ExitCode.of(check, report.kept(), report.whole());
        }
    }

    private static Outcome measured(OutputFolder folder, Instrument instrument) throws Exception {
        try (Progress progress = new Progress(System.err)) {
            return instrument.measure(new Run(folder, progress, System.nanoTime()));
        }
    }

    /** Prints the last line of a run in which something could not be measured. */
    private void tellVoids(Map<String, String> voids) {
        if (!voids.isEmpty()) {
            System.err.println("corral: ./corral " + command + " " + Voids.sentence(voids));
        }
    }
}
