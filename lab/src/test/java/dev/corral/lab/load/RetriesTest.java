package dev.corral.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {

    private static final Retries TWICE_MORE = Retries.upTo(3, Duration.ofSeconds(1));

    @ParameterizedTest
    @ValueSource(ints = {Sample.NO_ANSWER, 429, 500, 502, 503, 504})
    void failedRequest_isRepeatedUntilTheLastAttempt(int status) {
        assertThat(TWICE_MORE.again(1, status, Duration.ZERO)).isTrue();
        assertThat(TWICE_MORE.again(2, status, Duration.ZERO)).isTrue();
        assertThat(TWICE_MORE.again(3, status, Duration.ZERO)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 304, 400, 404})
    void answeredRequest_isNotRepeated(int status) {
        assertThat(TWICE_MORE.again(1, status, Duration.ZERO)).isFalse();
    }

    @Test
    void requestThatCouldEndAfterTheLimit_isNotSent() {
        Retries paused = TWICE_MORE.pausing(Duration.ofSeconds(2));
        Duration last = Driver.LIMIT.minusSeconds(3);
        assertThat(paused.again(1, 503, last)).isTrue();
        assertThat(paused.again(1, 503, last.plusNanos(1))).isFalse();
    }

    @Test
    void noPolicy_sendsEachReadOnce() {
        assertThat(Retries.NONE.again(1, Sample.NO_ANSWER, Duration.ZERO)).isFalse();
        assertThat(Retries.NONE.timeout()).isEqualTo(Driver.LIMIT);
    }

    @Test
    void policyWithoutATimeLimit_isRefused() {
        assertThatThrownBy(() -> Retries.upTo(2, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retries.upTo(0, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
