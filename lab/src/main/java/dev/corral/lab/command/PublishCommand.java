package dev.corral.lab.command;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.output.FolderLock;
import dev.corral.lab.output.OutputFile;
import dev.corral.lab.report.Documents;
import dev.corral.lab.report.WrittenReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./corral publish}: writes the numbers of a report into the README and the docs. */
@Command(
        name = PublishCommand.NAME,
        description = {"Writes the numbers of a report into README.md and docs.", "Also copies the report into docs."},
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 done; 2 the file is not such a report, or a part of it was not measured."})
public final class PublishCommand implements Callable<Integer> {

    static final String NAME = "publish";

    @Parameters(
            paramLabel = "REPORT",
            description =
                    "A report.json of ./corral lab with every rung, a scopes.json of k8s/compare-scopes, a break.json,"
                            + " a bench.json, a drill.json of all herds, or a scaling.json of the simulation.")
    Path report;

    @Override
    public Integer call() throws IOException {
        Path file = Folders.called(report);
        Publication publication = Publication.of(WrittenReport.read(file));
        publication.requireWhole(file);
        Map<String, String> blocks = publication.blocks(file);
        FolderLock oneAtATime = lock(Folders.home().resolve("target").resolve(NAME));
        try {
            write(documents(publication, blocks));
            OutputFile.write(Folders.home().resolve(publication.report()), Files.readString(file));
        } finally {
            oneAtATime.close();
        }
        return 0;
    }

    private static FolderLock lock(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new LabException(
                    "cannot write to " + folder + " (" + failure.getMessage() + "): correct its permissions", failure);
        }
        return FolderLock.take(folder, NAME, "wait until that run has ended");
    }

    /** Prepares all documents before one is written, so that a document without markers leaves the others unchanged. */
    private static Map<Path, String> documents(Publication publication, Map<String, String> blocks) {
        Map<Path, String> documents = new LinkedHashMap<>();
        for (String name : publication.documents()) {
            Path document = Folders.home().resolve(name);
            documents.put(document, Documents.withNumbers(text(document), blocks));
        }
        return documents;
    }

    private static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException absent) {
            throw new LabException("cannot read " + document + ": publish from a checkout of Corral", absent);
        }
    }

    private static void write(Map<Path, String> documents) {
        documents.forEach(OutputFile::write);
    }
}
