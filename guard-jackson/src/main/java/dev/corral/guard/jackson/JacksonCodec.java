package dev.corral.guard.jackson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.corral.guard.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A codec that stores values as JSON, with Jackson.
 *
 * @param <V> the type of the values
 */
public final class JacksonCodec<V> implements Codec<V> {

    private static final ObjectMapper DEFAULT =
            JsonMapper.builder().findAndAddModules().build();

    private final ObjectWriter writer;
    private final ObjectReader reader;

    private JacksonCodec(ObjectMapper mapper, JavaType type) {
        this.writer = mapper.writerFor(type);
        this.reader = mapper.readerFor(type);
    }

    /** Returns a codec whose mapper has all Jackson modules of the class path. */
    public static <V> JacksonCodec<V> of(Class<V> type) {
        return of(DEFAULT, type);
    }

    /** Returns a codec with the program's own mapper. */
    public static <V> JacksonCodec<V> of(ObjectMapper mapper, Class<V> type) {
        return new JacksonCodec<>(mapper, mapper.constructType(type));
    }

    /** Returns a codec for a generic type: {@code new TypeReference<List<Price>>() {}}. */
    public static <V> JacksonCodec<V> of(TypeReference<V> type) {
        return of(DEFAULT, type);
    }

    /** Returns a codec for a generic type, with the program's own mapper. */
    public static <V> JacksonCodec<V> of(ObjectMapper mapper, TypeReference<V> type) {
        return new JacksonCodec<>(mapper, mapper.constructType(type));
    }

    /** @throws UncheckedIOException if Jackson cannot write the value */
    @Override
    public byte[] encode(V value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @throws UncheckedIOException if the bytes are not the JSON of a value of this type */
    @Override
    public V decode(byte[] bytes) {
        try {
            return reader.readValue(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String mediaType() {
        return "application/json";
    }
}
