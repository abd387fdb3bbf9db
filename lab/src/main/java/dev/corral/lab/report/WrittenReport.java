package dev.corral.lab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.fleet.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A report's JSON, read back from its file. What a newer lab has added to it is left aside. */
public record WrittenReport(Path file, JsonNode json) {

    /** The kind of a report that names none. */
    public static final String LAB = "lab";

    /** More than a report of the longest run has. */
    private static final long MOST_BYTES = 64 << 20;

    /** @throws LabException in one sentence where there is no such file, or no JSON in it */
    public static WrittenReport read(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new LabException("there is no report at " + file + ": name the JSON file that a run has written");
        }
        try {
            return new WrittenReport(file, ReportFiles.JSON.readTree(bytes(file)));
        } catch (JsonProcessingException malformed) {
            throw new LabException(file + " is no JSON, so it is no report", malformed);
        } catch (IOException failure) {
            throw new LabException("cannot read " + file, failure);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw new LabException(file + " has " + size + " bytes; a report has " + MOST_BYTES
                    + " at most: name the JSON file that a run has written");
        }
        return Files.readAllBytes(file);
    }

    public String kind() {
        return json.path("kind").asText(LAB);
    }

    /** @throws LabException where it does not look like one */
    public <T> T as(Class<T> type) {
        return part(json, type);
    }

    /** @throws LabException where this part of it does not look like one */
    public <T> T part(JsonNode part, Class<T> type) {
        try {
            return ReportFiles.JSON
                    .readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(part);
        } catch (IOException foreign) {
            throw foreign(foreign);
        }
    }

    public LabException foreign(Throwable cause) {
        return new LabException(
                file
                        + " is no report of ./corral lab, scopes, break or bench: name a report.json, scopes.json, break.json or"
                        + " bench.json that a run has written",
                cause);
    }
}
