package dev.corral.lab.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Probes;
import dev.corral.lab.output.OutputFile;
import dev.corral.lab.output.OutputFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of a report and of the raw data from which it was computed. */
public record ReportFiles(Path folder) {

    public static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * Writes the raw data of a run.
     *
     * @param cache the cache of the rung, or of the rung without a mitigation
     * @param ledger the ledger as the origin returned it
     * @param startMicros the start of the samples' time line, by the origin's clock
     */
    public void raw(String cache, String ledger, long startMicros, List<Sample> samples) {
        OutputFile.write(folder.resolve("ledger-" + cache + ".ndjson"), ledger);
        OutputFile.write(folder.resolve("latencies-" + cache + ".csv"), RawSamples.lines(startMicros, samples));
    }

    /** Removes the raw data of a void run. */
    public void forget(String cache) {
        OutputFolder.forget(folder, cache);
    }

    /** Writes the counts of the nodes' probes during that run. */
    public void probes(String cache, Probes probes) throws IOException {
        OutputFile.write(folder.resolve("layers-" + cache + ".json"), JSON.writeValueAsString(probes) + "\n");
    }
}
