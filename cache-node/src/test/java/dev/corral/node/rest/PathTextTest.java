package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTextTest {

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "a%2Fb, a/b",
        "a%2fb, a/b",
        "%C3%BC, ü",
        "a+b, a+b",
        "100%25, 100%",
        "%252e, %2e",
        "a;v=2, a;v=2",
        "a%3Bv=2, a;v=2",
        "%F0%9F%90%8E, 🐎"
    })
    void segment_isDecodedOnceAsUtf8(String segment, String text) {
        assertThat(decode(segment)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"café", "über", "日本", "🐎", "a/é"})
    void lettersThatAreNotEncoded_areTheirOctets(String text) {
        assertThat(decode(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "a%2",
                "%zz",
                "%-1",
                "%+1",
                "%FF",
                "%C3",
                "%ED%A0%80",
                "%C0%AF",
                "%C0%AE",
                "%F4%90%80%80",
                "\u00e9",
                "%C3\u00bc%",
                "a#b",
                "%41#",
                "\u0100%41",
                "%\uff11\uff11"
            })
    void whatIsNotPercentEncodedUtf8_isRefused(String segment) {
        assertThatThrownBy(() -> decode(segment)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String decode(String segment) {
        return PathText.decode(segment, 0, segment.length());
    }
}
