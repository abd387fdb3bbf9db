package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content.Value;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "7"          | true
            W/"7"        | true
            *            | true
            "1", "7"     | true
            "1" ,W/"7"   | true
            "1"          | false
            7            | false
            "77"         | false
            """)
    void ifNoneMatch_comparesWeakly(String header, boolean matches) {
        assertThat(ETag.matches(header, "\"7\"")).isEqualTo(matches);
    }

    private static Value value(String payload, long version) {
        return new Value(payload.getBytes(StandardCharsets.UTF_8), "text/plain", version);
    }
}
