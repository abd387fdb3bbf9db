package dev.corral.lab.scopes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder in which fleets were measured one at a time, with one subfolder per report: {@code nodes-1}, {@code
 * nodes-3}.
 */
public final class SizeFolders {

    private static final String EACH = "nodes-*";

    private SizeFolders() {}

    /** Joins the reports in the subfolders and writes the result to the folder; does nothing if there are none. */
    public static void join(Path folder) throws IOException {
        List<Path> files = reports(folder);
        if (!files.isEmpty()) {
            List<ScopesReport> reports =
                    files.stream().map(ScopesReport.FORMAT::read).toList();
            ScopesReport.FORMAT.write(folder, ScopesReport.joined(reports));
        }
    }

    /** Whether there is a report to join. */
    public static boolean hasReports(Path folder) throws IOException {
        return !reports(folder).isEmpty();
    }

    private static List<Path> reports(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            var named = folder.getFileSystem().getPathMatcher("glob:" + EACH);
            return folders.filter(each -> named.matches(each.getFileName()))
                    .map(each -> each.resolve(ScopesReport.FORMAT.file()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
