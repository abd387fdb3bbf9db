package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {

    private static final String MODIFIED = "Sun, 06 Nov 1994 08:49:37 GMT";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            gzip                    | gzip | true
            GZIP                    | gzip | true
            x-gzip                  | gzip | true
            deflate, gzip;q=0.5     | gzip | true
            gzip ; q=0.001          | gzip | true
            *                       | gzip | true
            br, *;q=0.1             | gzip | true
            gzip;q=0                | gzip | false
            gzip;q=0.000, *         | gzip | false
            gzip;q=1.000            | gzip | true
            gzip;Q = 1              | gzip | true
            gzip;q=0.0000           | gzip | false
            gzip;q=1.5              | gzip | false
            gzip;q=-1               | gzip | false
            gzip;q=much             | gzip | false
            gzip;                   | gzip | false
            gzip;q=0, gzip          | gzip | false
            *;q=0                   | gzip | false
            identity                | gzip | false
            br                      | gzip | false
            ''                      | gzip | false
            gzip                    | br   | false
            br, gzip                | gzip, br | true
            gzip                    | gzip, br | false
            """)
    void coding_isAcceptedWhereItIsNamedAndNotRefused(String accepted, String codings, boolean accept) {
        Preconditions terms = new Preconditions(Optional.empty(), Optional.empty(), Optional.of(accepted));

        assertThat(terms.accept(codings)).isEqualTo(accept);
    }

    @Test
    void whoNamesNoCoding_isSentNone() {
        assertThat(new Preconditions(Optional.empty(), Optional.empty(), Optional.empty()).accept("gzip"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "a" |                               | true
            "b" |                               | false
                | Sun, 06 Nov 1994 08:49:37 GMT | true
                | Sun, 06 Nov 1994 08:49:38 GMT | true
                | Sun, 06 Nov 1994 08:49:36 GMT | false
                | yesterday                     | false
            "b" | Sun, 06 Nov 1994 08:49:38 GMT | false
                |                               | false
            """)
    void date_countsOnlyWhereNoTagIsNamed(String ifNoneMatch, String since, boolean have) {
        Representation row =
                new Representation(200, Map.of("last-modified", MODIFIED), new byte[0], Optional.of("\"a\""));

        assertThat(new Preconditions(Optional.ofNullable(ifNoneMatch), Optional.ofNullable(since), Optional.empty())
                        .have(row))
                .isEqualTo(have);
    }
}
