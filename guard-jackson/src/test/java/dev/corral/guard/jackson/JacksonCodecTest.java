package dev.corral.guard.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.corral.guard.Cache;
import dev.corral.guard.Corral;
import io.smallrye.mutiny.Uni;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JacksonCodecTest {

    record Price(String item, BigDecimal amount) {}

    private static final Price PRICE = new Price("Käse", new BigDecimal("4.20"));

    @Test
    void value_isReadAsItWasWritten() {
        JacksonCodec<Price> codec = JacksonCodec.of(Price.class);

        byte[] json = codec.encode(PRICE);

        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"item\":\"Käse\",\"amount\":4.20}");
        assertThat(codec.decode(json)).isEqualTo(PRICE);
        assertThat(codec.mediaType()).isEqualTo("application/json");
    }

    @Test
    void typeWithParameters_isRead() {
        JacksonCodec<List<Price>> codec = JacksonCodec.of(new TypeReference<>() {});

        assertThat(codec.decode(codec.encode(List.of(PRICE)))).containsExactly(PRICE);
    }

    @Test
    void bytesOfAnotherType_areNotRead() {
        JacksonCodec<Price> codec = JacksonCodec.of(Price.class);

        assertThatThrownBy(() -> codec.decode("[1]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void cache_hasTypedValues() {
        try (Corral corral = Corral.inMemory()) {
            Cache<Price> prices = corral.cache("prices", JacksonCodec.of(Price.class))
                    .near()
                    .load(id -> Uni.createFrom().item(Optional.of(PRICE)));

            assertThat(prices.get("42").await().indefinitely()).contains(PRICE);
            assertThat(prices.get("42").await().indefinitely()).contains(PRICE);
        }
    }
}
