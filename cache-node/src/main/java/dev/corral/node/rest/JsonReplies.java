package dev.corral.node.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.guard.core.Content;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;

/** Creates the replies whose body is an object as JSON. */
@Singleton
final class JsonReplies {

    private static final String JSON = "application/json";

    private final ObjectMapper mapper;

    JsonReplies(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Reply of(Object body) {
        try {
            return new Reply(200).field(Content.Value.TYPE, JSON).body(mapper.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
