package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowVersionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            5                      | 5 | true
            5, 5                   | 5 | true
            7, 5                   | 5 | true
            5, 7                   | 5 | true
            0005                   | 5 | true
            0                      | 0 | true
            ''                     | 0 | true
            new                    | 0 | false
            5, new                 | 0 | false
            -5                     | 0 | false
            +5                     | 0 | false
            5.0                    | 0 | false
            "5"                    | 0 | false
            5 5                    | 0 | false
            99999999999999999999   | 0 | false
            """)
    void version_isTheLowestAndReadableWhereEveryValueIs(String value, long number, boolean isReadable) {
        assertThat(RowVersion.in(Map.of("row-version", value), Optional.of("Row-Version")))
                .isEqualTo(new RowVersion(number, isReadable));
    }
}
