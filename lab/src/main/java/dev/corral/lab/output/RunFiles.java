package dev.corral.lab.output;

import dev.corral.guard.cache.Mitigation;
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

/** The names of the files that a run writes to its folder. */
final class RunFiles {

    private static final String PAGE = "report.html";

    static final String LOGS = "logs";

    /** The names of the reports by command. */
    private static final Map<String, String> KINDS = Map.of(
            "lab",
            "report",
            "lab --controls",
            "controls",
            "scopes",
            "scopes",
            "break",
            "break",
            "bench",
            "bench",
            "drill",
            "drill");

    /** The largest number of nodes of a fleet. */
    private static final int MOST_NODES = 8;

    /** The logs of the services, of the Redis sources, and of the bare server. */
    private static final Pattern LOG = Pattern.compile(
            "(node-\\d+|origin|redis-[a-z]+|valkey-server|bare-server|prometheus|.+-cache-node|.+-yardstick(-fault-tolerance)?)(-crash)?\\.log");

    /** The first field of every report. */
    private static final String FIRST_FIELD = "\"schemaVersion\"";

    private static final int HEAD_BYTES = 200;

    private RunFiles() {}

    /** The page, the reports of this command, and the reports of other commands that a run has written. */
    static List<Path> reportsOf(Path folder, String command) {
        List<Path> files = new ArrayList<>(List.of(folder.resolve(PAGE)));
        String own = KINDS.getOrDefault(command, "");
        KINDS.values().stream()
                .filter(kind -> kind.equals(own) || hasReport(folder, kind))
                .forEach(kind -> files.addAll(reports(folder, kind)));
        return files;
    }

    /** The JSON file is removed last, because it shows to whom the other files belong. */
    private static List<Path> reports(Path folder, String kind) {
        return List.of(folder.resolve(kind + ".md"), folder.resolve(kind + ".json"));
    }

    /** Whether a run has written a report of any kind to the folder. */
    private static boolean hasReport(Path folder) {
        return KINDS.values().stream().anyMatch(kind -> hasReport(folder, kind));
    }

    private static boolean hasReport(Path folder, String kind) {
        return isReport(folder.resolve(kind + ".json"));
    }

    /** The files that a run of this command would replace and that no run of the lab has written. */
    static List<Path> foreign(Path folder, String command) {
        List<Path> foreign = new ArrayList<>();
        String kind = KINDS.get(command);
        if (kind != null && !hasReport(folder, kind)) {
            foreign.addAll(reports(folder, kind));
        }
        if (kind != null && !hasReport(folder)) {
            foreign.add(folder.resolve(PAGE));
        }
        // A run creates the lock's file only after it has found no foreign log.
        if (!hasReport(folder) && !Files.exists(folder.resolve(FolderLock.FILE))) {
            foreign.addAll(logs(folder));
        }
        return foreign.stream().filter(Files::exists).toList();
    }

    /** The files that are named like the logs of a fleet, in the folders to which fleets log. */
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

    /** The reports, the raw data from which they were computed, and the remains of interrupted writes. */
    static List<Path> all(Path folder, String command) {
        List<Path> files = new ArrayList<>(reportsOf(folder, command));
        for (Rung rung : Rung.values()) {
            files.addAll(raw(folder, rung.cache()));
        }
        for (Mitigation mitigation : Mitigation.values()) {
            files.addAll(raw(folder, Rung.adding(mitigation).without(mitigation)));
        }
        files.addAll(files.stream()
                .map(file -> file.resolveSibling(file.getFileName() + OutputFile.PART))
                .toList());
        return files;
    }

    /** The raw data of the run of one cache. */
    static List<Path> raw(Path folder, String cache) {
        return List.of(
                folder.resolve("ledger-" + cache + ".ndjson"),
                folder.resolve("latencies-" + cache + ".csv"),
                folder.resolve("layers-" + cache + ".json"));
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
