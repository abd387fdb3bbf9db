package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowQueryTest {

    @ParameterizedTest
    @CsvSource({
        "a=1&b=2, a=1&b=2",
        "b=2&a=1, b=2&a=1",
        "%61=%7E, a=~",
        "a=%c3%bc, a=%C3%BC",
        "a=ü, a=%C3%BC",
        "a=%26, a=%26",
        "a=&, a=&",
        "a+b, a+b",
        "a%2bb, a%2Bb",
        "a|b{}, a%7Cb%7B%7D",
        "a?b, a%3Fb",
        "a/../b, a/../b"
    })
    void spellingsThatMeanTheSame_areOne(String query, String normal) {
        assertThat(RowQuery.normal(query)).isEqualTo(normal);
        assertThat(RowQuery.normal(normal)).isEqualTo(normal);
    }

    @Test
    void octetsThatAreNoUtf8_areKeptEncoded() {
        assertThat(RowQuery.normal("a=\u00e9".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("a=%E9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a=%2", "%zz", "a#b", "a\u0000", "a\nb"})
    void whatIsNoQuery_isRefused(String query) {
        assertThatThrownBy(() -> RowQuery.normal(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a query ");
    }
}
