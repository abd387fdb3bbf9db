package dev.corral.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

    private static final Estimate FLEET = Estimate.ofFleet();

    @Test
    void total_isTheSumOfTheParts() {
        Estimate estimate = FLEET.and("8 rungs", Duration.ofMillis(80_500)).and("8 trials", Duration.ofSeconds(40));

        assertThat(estimate.total()).isEqualTo(FLEET.total().plusMillis(120_500));
        assertThat(estimate.parts().stream().map(Estimate.Part::length).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(estimate.total());
    }

    @Test
    void sentence_hasEveryPartTheReportLast() {
        assertThat(FLEET.and("8 rungs", Duration.ofSeconds(81)).toString())
                .matches("This run takes about .*: the start \\d+ s, 8 rungs 81 s, the report \\d+ s\\.");
    }

    @ParameterizedTest
    @CsvSource({
        "44, 40 seconds",
        "58, 1 minute",
        "66, 1 minute 10 seconds",
        "138, 2 minutes 20 seconds",
        "239, 4 minutes",
        "475, 8 minutes"
    })
    void duration_isRoundedToTenSeconds(long seconds, String text) {
        Duration rest = Duration.ofSeconds(seconds).minus(FLEET.total());
        assertThat(FLEET.and("the rest", rest).toString()).startsWith("This run takes about " + text + ": ");
    }
}
