package dev.corral.node.tolerance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.runtime.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailingKeysTest {

    private static final int MOST = 2;
    private static final Throwable FAILURE = new OriginFailed("status 500", null);

    private final VirtualClock clock = new VirtualClock();
    private final FailingKeys failing = new FailingKeys("full", MOST, clock, true);

    @Test
    void keyThatFailed_isKnownUntilItIsAnswered() {
        failing.failed(key("a"), FAILURE);
        assertThat(failing.contains(key("a"))).isTrue();
        assertThat(failing.contains(key("b"))).isFalse();

        failing.answered(key("a"));
        assertThat(failing.contains(key("a"))).isFalse();
    }

    @Test
    void oneKeyTooMany_takesThePlaceOfTheOneThatFailedLongestAgo() {
        failing.failed(key("a"), FAILURE);
        failing.failed(key("b"), FAILURE);
        failing.failed(key("a"), FAILURE);
        failing.failed(key("c"), FAILURE);

        assertThat(failing.contains(key("a"))).isTrue();
        assertThat(failing.contains(key("b"))).isFalse();
        assertThat(failing.contains(key("c"))).isTrue();
    }

    @Test
    void keyThatNobodyAskedForSince_isForgotten() {
        failing.failed(key("a"), FAILURE);

        clock.advance(FailingKeys.MEMORY);
        assertThat(failing.contains(key("a"))).isTrue();
        clock.advance(Duration.ofNanos(1));
        assertThat(failing.contains(key("a"))).isFalse();
    }

    private static Key key(String id) {
        return new Key("full", id);
    }

    private static final class VirtualClock implements Clock {
        private long nanos = Long.MAX_VALUE - 5;

        void advance(Duration span) {
            nanos += span.toNanos();
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long micros() {
            return nanos / 1_000;
        }
    }
}
