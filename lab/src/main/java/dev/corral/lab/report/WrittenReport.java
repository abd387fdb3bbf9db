package dev.corral.lab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.fleet.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A report's JSON, read back from its file. What a newer lab has added to it is left aside. */
public record WrittenReport(Path file, JsonNode json) {

    /** The kind of a report that names none. */
    public static final String LAB = "lab";

    /** @throws Trouble in one sentence where there is no such file, or no JSON in it */
    public static WrittenReport read(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Trouble("there is no report at " + file + ": name the JSON file that a run has written");
        }
        try {
            return new WrittenReport(file, ReportFiles.JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException malformed) {
            throw new Trouble(file + " is no JSON, so it is no report", malformed);
        } catch (IOException failure) {
            throw new Trouble("cannot read " + file, failure);
        }
    }

    public String kind() {
        return json.path("kind").asText(LAB);
    }

    /** @throws Trouble where it does not look like one */
    public <T> T as(Class<T> type) {
        return part(json, type);
    }

    /** @throws Trouble where this part of it does not look like one */
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

    public Trouble foreign(Throwable cause) {
        return new Trouble(
                file + " is no report of ./corral lab or ./corral scopes: name a report.json or a scopes.json", cause);
    }
}
