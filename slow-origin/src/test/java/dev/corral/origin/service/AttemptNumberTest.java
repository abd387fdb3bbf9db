package dev.corral.origin.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptNumberTest {

    @Test
    void number_isTheAttempt() {
        assertThat(AttemptNumber.of("1")).isEqualTo(1);
        assertThat(AttemptNumber.of("2")).isEqualTo(2);
        assertThat(AttemptNumber.of("999")).isEqualTo(999);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"0", "-2", "+2", "two", "2.0", "2, 3", " ", "1000", "99999999999999999999", "٢"})
    void textThatIsNoNumber_isTheFirstAttempt(String header) {
        assertThat(AttemptNumber.of(header)).isEqualTo(1);
    }
}
