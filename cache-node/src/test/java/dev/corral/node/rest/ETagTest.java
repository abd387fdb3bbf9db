package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ETagTest {

    @Test
    void version_isTheTag() {
        assertThat(ETag.of(value("a", 7))).isEqualTo("\"7\"").isEqualTo(ETag.of(value("b", 7)));
    }

    @Test
    void withoutAVersion_thePayloadIsTheTag() {
        assertThat(ETag.of(value("a", 0))).matches("\"[0-9a-f]{32}\"").isEqualTo(ETag.of(value("a", 0)));
        assertThat(ETag.of(value("a", 0))).isNotEqualTo(ETag.of(value("b", 0)));
    }

    @Test
    void originsOwnTag_goesBeforeBothUnlessItIsNone() {
        assertThat(ETag.of(new Value(new byte[0], Map.of("etag", "W/\"x\""), 7)))
                .isEqualTo("W/\"x\"");
        assertThat(ETag.of(new Value(new byte[0], Map.of("etag", "x"), 7))).isEqualTo("\"7\"");
    }

    private static Value value(String payload, long version) {
        return new Value(payload.getBytes(StandardCharsets.UTF_8), "text/plain", version);
    }
}
