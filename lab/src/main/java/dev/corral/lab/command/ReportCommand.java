package dev.corral.lab.command;

import dev.corral.lab.report.page.Page;
import dev.corral.lab.scopes.SizeFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code ./corral report}: makes the page of a finished run again, from the report and the raw data in its folder; first
 * one report of several, where fleets were measured one at a time.
 */
@Command(
        name = "report",
        description = {
            "Makes report.html from the folder of a finished run, without running anything.",
            "Joins the reports of k8s/compare-scopes, one a replica count."
        },
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            description = "Folder that ./corral lab, scopes or bench, or k8s/compare-scopes has written.")
    Path folder;

    @Override
    public Integer call() throws IOException {
        Path run = Folders.called(folder);
        SizeFolders.join(run);
        System.out.println(Page.write(run));
        return 0;
    }
}
