package dev.corral.lab.command;

import dev.corral.lab.report.page.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./corral report}: makes the page of a finished run again, from the report and the raw data in its folder. */
@Command(
        name = "report",
        description = "Makes report.html from the folder of a finished run, without running anything.",
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Folder that ./corral lab or ./corral scopes has written.")
    Path folder;

    @Override
    public Integer call() throws IOException {
        System.out.println(Page.write(Folders.called(folder)));
        return 0;
    }
}
