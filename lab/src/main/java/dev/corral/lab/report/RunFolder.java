package dev.corral.lab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Probes;
import dev.corral.lab.measure.Timeline;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder that a run has written: its report, and the raw data of each rung where that is still beside it. */
public record RunFolder(Path folder) {

    public static final String REPORT = "report.json";

    /** @throws IllegalArgumentException in one sentence, where it is no report */
    public static JsonNode readTree(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("there is no report at " + file
                    + ": name a folder that ./corral lab or ./corral scopes has written");
        }
        try {
            return ReportFiles.JSON.readTree(file.toFile());
        } catch (IOException malformed) {
            throw new IllegalArgumentException(file + " is no JSON: name a report.json as the lab has written it");
        }
    }

    /** What a later version has added is left out. */
    public static Report report(JsonNode tree, Path file) {
        try {
            Report report = ReportFiles.JSON
                    .readerFor(Report.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(tree);
            if (report == null || report.rows() == null || report.scenario() == null || report.conditions() == null) {
                throw new IllegalArgumentException(file + " is no report of the lab: it has no rows or no scenario");
            }
            return report;
        } catch (IOException malformed) {
            throw new IllegalArgumentException(file + " is no report of the lab: " + firstLine(malformed));
        }
    }

    public Optional<Timeline> timeline(String rung, Scenario scenario) throws IOException {
        Path ledger = folder.resolve("ledger-" + plain(rung) + ".ndjson");
        Path latencies = folder.resolve("latencies-" + plain(rung) + ".csv");
        if (!Files.isReadable(ledger) || !Files.isReadable(latencies)) {
            return Optional.empty();
        }
        RawSamples raw = RawSamples.read(latencies);
        Ledger queries = Ledger.parse(Files.readString(ledger)).since(raw.startMicros());
        return Optional.of(Timeline.of(queries, raw.samples(), scenario));
    }

    public Optional<Probes> probes(String rung) throws IOException {
        Path file = folder.resolve("layers-" + plain(rung) + ".json");
        return Files.isReadable(file)
                ? Optional.of(ReportFiles.JSON.readValue(file.toFile(), Probes.class))
                : Optional.empty();
    }

    /** A name from a report is no path. */
    private static String plain(String rung) {
        return rung.replaceAll("[^a-z0-9-]", "_");
    }

    private static String firstLine(IOException failure) {
        String message =
                failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("it cannot be read");
    }
}
