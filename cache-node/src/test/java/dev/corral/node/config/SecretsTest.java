package dev.corral.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redis://h:1                  | redis://h:1
            redis://u:w0rd@h:1           | redis://***@h:1
            redis://:wo@rd@h:1           | redis://***@h:1
            redis://:wo/rd?x#y@h:1/2     | redis://***@h:1/2
            redis:u:w0rd@h               | redis:***@h
            u:w0rd@h                     | u:***@h
            redis://h?password=w0rd&db=1 | redis://h?password=***&db=1
            http://h/{key}               | http://h/{key}
            """)
    void secret_isHidden(String url, String masked) {
        assertThat(Secrets.masked(url)).isEqualTo(masked).doesNotContain("w0rd");
    }
}
