package dev.corral.lab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON of a report, read from its file. Unknown fields, which a newer lab may have added, are ignored. */
public record WrittenReport(Path file, JsonNode json) {

    /** The kind of a report without a field for its kind. */
    public static final String LAB = "lab";

    /** The size limit, larger than a report of the longest run. */
    private static final long MOST_BYTES = 64 << 20;

    /** @throws LabException in one sentence, if there is no such file or it is not JSON */
    public static WrittenReport read(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new LabException("there is no report at " + file + ": name the JSON file that a run has written");
        }
        try {
            return new WrittenReport(file, ReportFiles.JSON.readTree(bytes(file)));
        } catch (JsonProcessingException malformed) {
            throw new LabException(
                    file + " is not JSON; a report must be JSON: name the JSON file that a run has written", malformed);
        } catch (IOException failure) {
            throw new LabException("cannot read " + file + ": correct its permissions", failure);
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

    /** @throws LabException if the JSON does not have the structure of this type */
    public <T> T as(Class<T> type) {
        return part(json, type);
    }

    /** @throws LabException if this part of the JSON does not have the structure of this type */
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
                        + " is not a report of ./corral lab, scopes, break or bench: name a report.json, scopes.json,"
                        + " break.json or bench.json that a run has written",
                cause);
    }
}
