package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "7"          | true
            W/"7"        | true
            *            | true
            "1", "7"     | true
            "1" ,W/"7"   | true
            "1,7", "7"   | true
            "1"          | false
            "1,7"        | false
            7            | false
            "77"         | false
            x"7"         | false
            "7"x         | false
            "1" "7"      | false
            7, "7"       | false
            "1", *       | false
            ,, "7" ,     | true
            """)
    void ifNoneMatch_comparesWeakly(String header, boolean matches) {
        assertThat(EntityTag.matches(header, "\"7\"")).isEqualTo(matches);
        assertThat(EntityTag.matches(header, "W/\"7\"")).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "a,b"   | true
            ""      | true
            W/"a"   | true
            w/"a"   | false
            a       | false
            "a"b"   | false
            "a b"   | false
            """)
    void tag_isWhatItsGrammarAllows(String text, boolean valid) {
        assertThat(EntityTag.valid(text)).isEqualTo(valid);
    }

    @Test
    void weakTag_isMarkedOnce() {
        assertThat(EntityTag.weak("\"a\"")).isEqualTo("W/\"a\"").isEqualTo(EntityTag.weak("W/\"a\""));
    }
}
