package dev.corral.lab.output;

import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The names of the files that a run leaves in its folder. */
final class RunFiles {

    private static final String PAGE = "report.html";
    private static final List<String> KINDS = List.of("report", "scopes", "break", "bench");
    /** Begins every report. */
    private static final String FIRST_FIELD = "\"schemaVersion\"";

    private static final int HEAD_BYTES = 200;

    private RunFiles() {}

    /** Reports of every kind, and the page. */
    static List<Path> reports(Path folder) {
        List<Path> files = new ArrayList<>(List.of(folder.resolve(PAGE)));
        for (String kind : KINDS) {
            files.add(folder.resolve(kind + ".json"));
            files.add(folder.resolve(kind + ".md"));
        }
        return files;
    }

    /** Reports, what they were computed from, and what an interrupted write has left. */
    static List<Path> all(Path folder) {
        List<Path> files = new ArrayList<>(reports(folder));
        for (Rung rung : Rung.values()) {
            files.addAll(raw(folder, rung));
        }
        files.addAll(files.stream()
                .map(file -> file.resolveSibling(file.getFileName() + OutputFile.PART))
                .toList());
        return files;
    }

    /** The raw data of one rung. */
    static List<Path> raw(Path folder, Rung rung) {
        return List.of(
                folder.resolve("ledger-" + rung + ".ndjson"),
                folder.resolve("latencies-" + rung + ".csv"),
                folder.resolve("layers-" + rung + ".json"));
    }

    /** Whether a run of the lab has written in this folder: by its lock's file, or by a report from before there was one. */
    static boolean written(Path folder) {
        return Files.exists(folder.resolve(FolderLock.FILE))
                || reports(folder).stream().anyMatch(RunFiles::isReport);
    }

    private static boolean isReport(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (var content = Files.newInputStream(file)) {
            return new String(content.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8).contains(FIRST_FIELD);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
