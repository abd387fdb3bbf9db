package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectivesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            max-age=60                  | 60
            Max-Age=60                  | 60
            public, max-age=60          | 60
            max-age="60"                | 60
            max-age = 60                | 60
            max-age=60, max-age=10      | 10
            max-age=0, max-age=60       | 0
            max-age=60, max-age=x       | 0
            max-age=60, max-age         | 0
            max-age=0000000000060       | 60
            max-age=-1                  | 0
            max-age=abc                 | 0
            max-age=1.5                 | 0
            max-age=                    | 0
            max-age                     | 0
            max-age=99999999999999999999| 2147483648
            max-age=9999999999          | 2147483648
            """)
    void span_isANumberOfSecondsOrNothing(String field, long seconds) {
        assertThat(of(field).span("max-age")).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            private                           | true
            public, PRIVATE                   | true
            private="set-cookie, x"           | true
            private="unclosed                 | true
            no-cache="private, no-store"      | false
            x-private                         | false
            public                            | false
            """)
    void directive_isThereInAnyFormAndNotInsideAnothersValue(String field, boolean there) {
        assertThat(of(field).has("private")).isEqualTo(there);
    }

    @Test
    void whatIsNotSaid_isEmpty() {
        assertThat(of("no-store").span("max-age")).isEqualTo(Optional.empty());
        assertThat(Directives.of(Map.of()).has("no-store")).isFalse();
    }

    @Test
    void longestField_isReadWithoutHarm() {
        String longest = "private=\"" + "\\a".repeat(Fields.MAX_BYTES) + "\", no-store";

        assertThat(of(longest).has("no-store")).isTrue();
    }

    private static Directives of(String field) {
        return Directives.of(Map.of("cache-control", field));
    }
}
