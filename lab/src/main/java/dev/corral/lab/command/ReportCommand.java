package dev.corral.lab.command;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.output.FolderLock;
import dev.corral.lab.report.page.Page;
import dev.corral.lab.scopes.SizeFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code ./corral report}: creates the page of a finished run again, from the report and the raw data in its folder. If
 * fleets were measured one at a time, it first joins their reports.
 */
@Command(
        name = "report",
        description = {
            "Creates report.html again from the folder of a finished run.",
            "It measures nothing. If the folder has reports of k8s/compare-scopes, one for each replica count, it joins"
                    + " them first."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 done; 2 the folder has no report, or a run in it has not ended."})
public final class ReportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            description =
                    "Folder of a run of ./corral lab, scopes, break or bench, k8s/compare-scopes or the simulation.")
    Path folder;

    @Override
    public Integer call() throws IOException {
        Path run = Folders.called(folder);
        requireReport(run);
        FolderLock lock = FolderLock.take(run, "report", "wait until that run has ended");
        try {
            SizeFolders.join(run);
            System.out.println(Page.write(run));
        } finally {
            lock.close();
        }
        return 0;
    }

    /** Checks the folder before anything is written, so that a folder without a report stays unchanged. */
    private static void requireReport(Path run) throws IOException {
        if (!Page.hasReport(run) && !SizeFolders.hasReports(run)) {
            throw new LabException(
                    "there is no report at " + run + ": it has none of " + String.join(", ", Page.REPORTS) + why(run));
        }
    }

    private static String why(Path run) {
        return Files.exists(run.resolve(FolderLock.FILE))
                ? "; the run in it has not ended, or was interrupted: run it again"
                : "; name the folder of a run that has ended";
    }
}
