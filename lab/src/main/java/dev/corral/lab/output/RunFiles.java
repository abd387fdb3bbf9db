package dev.corral.lab.output;

import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of the files that a run leaves in its folder. */
final class RunFiles {

    private static final String PAGE = "report.html";

    /** The folder of the logs. */
    static final String LOGS = "logs";

    /** The name of its report, by command. */
    private static final Map<String, String> KINDS =
            Map.of("lab", "report", "scopes", "scopes", "break", "break", "bench", "bench");

    /** The largest fleet. */
    private static final int MOST_NODES = 8;

    /** Of services, of the sources of Redis, and of the bare server. */
    private static final Pattern LOG = Pattern.compile(
            "(node-\\d+|origin|redis-[a-z]+|valkey-server|bare-server|.+-cache-node|.+-yardstick)(-crash)?\\.log");

    /** Begins every report. */
    private static final String FIRST_FIELD = "\"schemaVersion\"";

    private static final int HEAD_BYTES = 200;

    private RunFiles() {}

    /** The page, the reports of this command, and those of others that a run has written. */
    static List<Path> reportsOf(Path folder, String command) {
        List<Path> files = new ArrayList<>(List.of(folder.resolve(PAGE)));
        String own = KINDS.getOrDefault(command, "");
        KINDS.values().stream()
                .filter(kind -> kind.equals(own) || hasReport(folder, kind))
                .forEach(kind -> files.addAll(reports(folder, kind)));
        return files;
    }

    /** What is removed last says whose the others are. */
    private static List<Path> reports(Path folder, String kind) {
        return List.of(folder.resolve(kind + ".md"), folder.resolve(kind + ".json"));
    }

    /** Whether a run has written a report of any kind there. */
    private static boolean hasReport(Path folder) {
        return KINDS.values().stream().anyMatch(kind -> hasReport(folder, kind));
    }

    private static boolean hasReport(Path folder, String kind) {
        return isReport(folder.resolve(kind + ".json"));
    }

    /** Files that a run of this command would replace, and that no run of the lab has written. */
    static List<Path> foreign(Path folder, String command) {
        List<Path> foreign = new ArrayList<>();
        String kind = KINDS.get(command);
        if (kind != null && !hasReport(folder, kind)) {
            foreign.addAll(reports(folder, kind));
        }
        if (kind != null && !hasReport(folder)) {
            foreign.add(folder.resolve(PAGE));
        }
        // A run writes the lock's file once it has found no foreign log.
        if (!hasReport(folder) && !Files.exists(folder.resolve(FolderLock.FILE))) {
            foreign.addAll(logs(folder));
        }
        return foreign.stream().filter(Files::exists).toList();
    }

    /** Files with the names of the logs of a fleet, in the folders where fleets log. */
    private static List<Path> logs(Path folder) {
        List<Path> logs = new ArrayList<>(logsIn(folder.resolve(LOGS)));
        for (int size = 1; size <= MOST_NODES; size++) {
            logs.addAll(logsIn(folder.resolve("nodes-" + size).resolve(LOGS)));
        }
        return logs;
    }

    private static List<Path> logsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> LOG.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException absent) {
            return List.of();
        }
    }

    /** Reports, what they were computed from, and what an interrupted write has left. */
    static List<Path> all(Path folder, String command) {
        List<Path> files = new ArrayList<>(reportsOf(folder, command));
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
