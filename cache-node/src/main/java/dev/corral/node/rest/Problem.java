package dev.corral.node.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The reason why a request failed, as {@code application/problem+json}.
 *
 * @param cause one word for {@code Cache-Status}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonIgnore String cause,
        @JsonIgnore Optional<Duration> retryAfter) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "tag:corral.dev,2026:problems/";
    private static final String UNTYPED = "about:blank";
    private static final JsonFactory JSON = new JsonFactory();

    static Problem of(int status, String name, String title, String detail) {
        return new Problem(TYPES + name, title, status, detail, name, Optional.empty());
    }

    /** A problem that HTTP itself defines; its status is the whole description. */
    static Problem plain(int status, String title) {
        return plain(status, title, null);
    }

    static Problem plain(int status, String title, String detail) {
        return new Problem(UNTYPED, title, status, detail, "http", Optional.empty());
    }

    Problem retryAfter(Duration after) {
        return new Problem(type, title, status, detail, cause, Optional.of(after));
    }

    /**
     * Writes the JSON as the framework would. The framework's writer takes long to initialise, and a node should not
     * have to wait for it before it can report a problem.
     */
    byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeStringField("title", title);
            json.writeNumberField("status", status);
            if (detail != null) {
                json.writeStringField("detail", detail);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
