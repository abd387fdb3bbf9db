package dev.corral.guard.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void limitsOutOfOrder_areRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Limits(second.multipliedBy(2), second, second))
                .hasMessageContaining("0 < soft <= stale <= hard");
        assertThatThrownBy(() -> new Limits(Duration.ZERO, second, second)).hasMessageContaining("0 < soft");
    }

    @Test
    void entry_passesThroughFreshUsableAliveGoneExactlyAtItsLimits() {
        Limits limits = new Limits(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3));
        Entry entry = new Entry(Content.ABSENT, 1, 1_000, limits, Duration.ZERO);

        assertThat(entry.fresh(1_999)).isTrue();
        assertThat(entry.fresh(2_000)).isFalse();
        assertThat(entry.usable(2_999)).isTrue();
        assertThat(entry.usable(3_000)).isFalse();
        assertThat(entry.alive(3_999)).isTrue();
        assertThat(entry.alive(4_000)).isFalse();
    }

    @Test
    void age_isNotNegativeWhereTheReaderIsBehind() {
        Entry entry = new Entry(Content.ABSENT, 1, 1_000, Limits.hard(Duration.ofSeconds(1)), Duration.ZERO);
        assertThat(entry.age(500)).isZero();
    }

    @Test
    void fence_decidesWhichEntryIsNewerEvenWhereTheClockStepsBack() {
        Entry older = new Entry(Content.ABSENT, 7, 9_000, Limits.hard(Duration.ofSeconds(1)), Duration.ZERO);
        Entry newer = new Entry(Content.ABSENT, 8, 1_000, Limits.hard(Duration.ofSeconds(1)), Duration.ZERO);
        assertThat(newer.newerThan(older)).isTrue();
        assertThat(older.newerThan(newer)).isFalse();
        assertThat(older.newerThan(older)).isFalse();
    }
}
