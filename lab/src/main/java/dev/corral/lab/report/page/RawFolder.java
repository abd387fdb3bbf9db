package dev.corral.lab.report.page;

import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Probes;
import dev.corral.lab.measure.Timeline;
import dev.corral.lab.report.RawSamples;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The raw data of each rung, if it is still next to the report. */
record RawFolder(Path folder) {

    Optional<Timeline> timeline(String rung, Scenario scenario) throws IOException {
        Path ledger = folder.resolve("ledger-" + plain(rung) + ".ndjson");
        Path latencies = folder.resolve("latencies-" + plain(rung) + ".csv");
        if (!Files.isReadable(ledger) || !Files.isReadable(latencies)) {
            return Optional.empty();
        }
        RawSamples raw = RawSamples.read(latencies);
        Ledger queries = Ledger.parse(Files.readString(ledger)).since(raw.startMicros());
        return Optional.of(Timeline.of(queries, raw.samples(), scenario));
    }

    Optional<Probes> probes(String rung) throws IOException {
        Path file = folder.resolve("layers-" + plain(rung) + ".json");
        return Files.isReadable(file)
                ? Optional.of(ReportFiles.JSON.readValue(file.toFile(), Probes.class))
                : Optional.empty();
    }

    /** The name of a rung, which must not contain a path because it is read from a report. */
    private static String plain(String rung) {
        return rung.replaceAll("[^a-z0-9-]", "_");
    }
}
