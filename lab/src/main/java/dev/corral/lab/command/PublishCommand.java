package dev.corral.lab.command;

import dev.corral.lab.fleet.Trouble;
import dev.corral.lab.report.Documents;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./corral publish}: puts a report's numbers into the README and the docs. */
@Command(
        name = "publish",
        description = "Puts the numbers of a report into README.md and docs/layers.md, and the report beside them.",
        mixinStandardHelpOptions = true)
public final class PublishCommand implements Callable<Integer> {

    /** The documents with numbers, and the report that they are from. */
    public static final List<String> DOCUMENTS = List.of("README.md", "docs/layers.md");

    public static final String REPORT = "docs/ladder.json";

    @Parameters(paramLabel = "REPORT", description = "A report.json of ./corral lab, with every rung.")
    Path report;

    @Override
    public Integer call() throws IOException {
        Path file = Path.of(System.getProperty("corral.cwd", ".")).resolve(report);
        if (!Files.isReadable(file)) {
            throw new Trouble("there is no report at " + file + ": name the report.json that ./corral lab has written");
        }
        Report read = ReportFiles.JSON.readValue(file.toFile(), Report.class);
        for (String name : DOCUMENTS) {
            Path document = Folders.home().resolve(name);
            Files.writeString(document, Documents.withNumbers(Files.readString(document), read));
        }
        Files.copy(file, Folders.home().resolve(REPORT), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return 0;
    }
}
