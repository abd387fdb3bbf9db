package dev.corral.lab.command;

import dev.corral.lab.report.Documents;
import dev.corral.lab.report.WrittenReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./corral publish}: puts a report's numbers into the README and the docs. */
@Command(
        name = "publish",
        description = "Puts the numbers of a report into README.md and docs, and the report beside them.",
        mixinStandardHelpOptions = true)
public final class PublishCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "REPORT",
            description = {
                "A report.json of ./corral lab, with every rung, a scopes.json of k8s/compare-scopes,",
                "or a bench.json of ./corral bench, with every measure."
            })
    Path report;

    @Override
    public Integer call() throws IOException {
        Path file = Folders.called(report);
        Publication publication = Publication.of(WrittenReport.read(file));
        Map<String, String> blocks = publication.blocks(file);
        for (String name : publication.documents()) {
            Path document = Folders.home().resolve(name);
            Files.writeString(document, Documents.withNumbers(Files.readString(document), blocks));
        }
        Files.copy(file, Folders.home().resolve(publication.report()), StandardCopyOption.REPLACE_EXISTING);
        return 0;
    }
}
