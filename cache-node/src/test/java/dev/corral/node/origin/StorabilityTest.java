package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorabilityTest {

    private final Storability storability = new Storability(new ForwardedFields(List.of("Accept-Language")).names());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            cache-control | no-store
            cache-control | max-age=60, private
            cache-control | private="x-user"
            set-cookie    | a=b
            vary          | *
            vary          | User-Agent, *
            vary          | Accept-Encoding, accept-language
            vary          | traceparent
            vary          | "Accept-Language"
            vary          | Accept; q=1
            """)
    void whatIsForOneCaller_isNotShared(String name, String value) {
        assertThat(storability.shared(Map.of(), Map.of(name, value))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            cache-control | public
            cache-control | no-cache, must-revalidate
            vary          | Accept-Encoding
            vary          | User-Agent, Cookie
            vary          | , User-Agent, ,
            x-anything    | no-store
            """)
    void theRest_is(String name, String value) {
        assertThat(storability.shared(Map.of(), Map.of(name, value))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "cookie"})
    void answerToCredentials_isNotSharedWhateverItSays(String name) {
        assertThat(storability.shared(Map.of(name, "x"), Map.of("cache-control", "public, s-maxage=60")))
                .isFalse();
    }

    @Test
    void fieldsOfTheTrace_changeNothingByThemselves() {
        assertThat(storability.shared(Map.of("traceparent", "00-1-2-01"), Map.of()))
                .isTrue();
    }
}
