package dev.corral.lab.report;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.output.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * The files of one kind of report, and the reader of its JSON.
 *
 * @param kind the kind of the report as its JSON states it
 * @param name the name of the files without their ending
 * @param writer the command that writes such reports; empty if the message for another report names all commands
 * @param complete whether a report has all its parts; JSON of another kind could be parsed as a report with none
 * @param remedy the message for a report without all parts; empty if it is the one for another report
 */
public record ReportFormat<T>(
        String kind, String name, String writer, Class<T> type, Predicate<T> complete, String remedy) {

    /** Returns the format of a command whose name is the kind of its reports and the name of their files. */
    public static <T> ReportFormat<T> of(String kind, Class<T> type, Predicate<T> complete) {
        return new ReportFormat<>(kind, kind, "./corral " + kind, type, complete, "");
    }

    /** The name of the JSON file. */
    public String file() {
        return name + ".json";
    }

    /** @throws LabException in one sentence, if the file cannot be read or is not such a report */
    public T read(Path json) {
        WrittenReport written = WrittenReport.read(json);
        if (!written.kind().equals(kind)) {
            String other = " is not a report of " + writer + ": name the " + file() + " that it has written";
            throw writer.isEmpty() ? written.foreign(null) : new LabException(json + other);
        }
        T report = written.as(type);
        if (report == null || !complete.test(report)) {
            throw remedy.isEmpty() ? written.foreign(null) : new LabException(json + remedy);
        }
        return report;
    }

    /** Writes the report as JSON and as Markdown. */
    public void write(Path folder, RunReport report) throws IOException {
        OutputFile.write(folder.resolve(file()), ReportFiles.JSON.writeValueAsString(report) + "\n");
        OutputFile.write(folder.resolve(name + ".md"), report.markdown());
    }
}
