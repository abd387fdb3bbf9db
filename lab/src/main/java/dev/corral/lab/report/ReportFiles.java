package dev.corral.lab.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Probes;
import dev.corral.lab.output.OutputFile;
import dev.corral.lab.output.OutputFolder;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a report, and the raw data that it was computed from beside it. */
public final class ReportFiles {

    public static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path folder;

    public ReportFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Keeps one run's raw data.
     *
     * @param ledger as the origin gave it
     * @param startMicros the instant, by the origin's clock, from which the samples count
     */
    public void raw(Rung rung, String ledger, long startMicros, List<Sample> samples) {
        OutputFile.write(folder.resolve("ledger-" + rung + ".ndjson"), ledger);
        OutputFile.write(folder.resolve("latencies-" + rung + ".csv"), RawSamples.lines(startMicros, samples));
    }

    /** Removes a void run's raw data. */
    public void forget(Rung rung) {
        OutputFolder.forget(folder, rung);
    }

    /** Keeps what the nodes' probes have counted during that run. */
    public void probes(Rung rung, Probes probes) throws IOException {
        OutputFile.write(folder.resolve("layers-" + rung + ".json"), JSON.writeValueAsString(probes) + "\n");
    }

    public void write(Report report) throws IOException {
        OutputFile.write(folder.resolve("report.json"), JSON.writeValueAsString(report) + "\n");
        OutputFile.write(folder.resolve("report.md"), Markdown.of(report));
    }
}
