package dev.corral.guard.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentMaximumTest {

    private final VirtualTime time = new VirtualTime();
    private final RecentMaximum maximum = new RecentMaximum(time);

    @Test
    void noValue_isZero() {
        assertThat(maximum.get()).isZero();
    }

    @Test
    void smallerValue_leavesTheMaximum() {
        maximum.observe(7);
        time.advance(Duration.ofSeconds(12));
        maximum.observe(3);

        assertThat(maximum.get()).isEqualTo(7);
    }

    @Test
    void valueOlderThanTheSpan_isForgotten() {
        maximum.observe(7);
        time.advance(Duration.ofSeconds(12));
        maximum.observe(3);

        time.advance(Duration.ofSeconds(17));
        assertThat(maximum.get()).isEqualTo(7);
        time.advance(Duration.ofSeconds(1));
        assertThat(maximum.get()).isEqualTo(3);
        time.advance(RecentMaximum.SPAN);
        assertThat(maximum.get()).isZero();
    }

    @Test
    void forgottenValues_areNoMaximum() {
        maximum.observe(7);
        time.advance(RecentMaximum.SPAN);
        maximum.observe(5);

        maximum.forget();
        assertThat(maximum.get()).isZero();
        maximum.observe(2);
        assertThat(maximum.get()).isEqualTo(2);
    }

    @Test
    void bucketThatIsUsedAgain_holdsNothingOfItsFormerPeriod() {
        maximum.observe(7);
        time.advance(RecentMaximum.SPAN);
        maximum.observe(2);

        assertThat(maximum.get()).isEqualTo(2);
    }
}
