package dev.corral.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorUrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:4318, http://localhost:4318/v1/traces",
        "http://localhost:4318/, http://localhost:4318/v1/traces",
        "https://collector, https://collector/v1/traces",
        "http://[::1]:4318, http://[::1]:4318/v1/traces",
        "http://collector:4318/own/path, http://collector:4318/own/path"
    })
    void pathOfTheProtocol_isAddedIfThereIsNone(String text, String url) {
        assertThat(CollectorUrl.of(text)).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            localhost:4318              | must begin with http:// or https://
            ftp://localhost             | must begin with http:// or https://
            ``                          | must begin with http:// or https://
            http:///v1/traces           | must have a host
            http://user:word@localhost  | must have no user and no password
            http://localhost:0          | must have a port of 1 to 65535
            http://localhost:70000      | must have a port of 1 to 65535
            http://localhost?tenant=1   | must have no query and no fragment
            http://localhost#part       | must have no query and no fragment
            http://local host           | must be a URL
            """)
    void unfitUrl_isRefusedWithItsRule(String text, String rule) {
        assertThatThrownBy(() -> CollectorUrl.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the URL of a collector " + rule);
    }

    @Test
    void schemeInCapitals_isRefused() {
        assertThatThrownBy(() -> CollectorUrl.of("HTTP://localhost")).hasMessageContaining("must begin with http://");
    }
}
