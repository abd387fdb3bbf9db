package dev.corral.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingTimeTest {

    private final SendingTime usual = of(4_000);

    @ParameterizedTest
    @CsvSource({"4000, 3360", "1280, 640", "1000, 500", "50, 25", "1, 1"})
    void end_isAPartOfTheLimit(long limitMillis, long sendingMillis) {
        assertThat(of(limitMillis).millis()).isEqualTo(sendingMillis);
    }

    @Test
    void fewRequestsNextToOthers_goOn() {
        assertThat(usual.goesOn(3_360, 249, 0.4)).isTrue();
    }

    @Test
    void enoughRequests_areTheEnd() {
        assertThat(usual.goesOn(3_360, 250, 1)).isFalse();
    }

    @Test
    void slowNodeAlone_doesNotGoOn() {
        assertThat(usual.goesOn(3_360, 0, 0.39)).isFalse();
    }

    @Test
    void fewRequests_areBounded() {
        assertThat(usual.goesOn(10_079, 0, 1)).isTrue();
        assertThat(usual.goesOn(10_080, 0, 1)).isFalse();
    }

    private static SendingTime of(long limitMillis) {
        return new SendingTime(Duration.ofMillis(limitMillis), Duration.ofMillis(640));
    }
}
