package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnexpectedFailuresTest {

    private final AtomicLong now = new AtomicLong();
    private final UnexpectedFailures failures = new UnexpectedFailures(now::get);

    @Test
    void failureOfAKind_isLoggedOnceAMinute() {
        assertThat(failures.report(new IllegalStateException("first"))).isTrue();
        assertThat(failures.report(new IllegalStateException("second"))).isFalse();

        now.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(failures.report(new IllegalStateException("third"))).isTrue();
    }

    @Test
    void eachKind_isLogged() {
        assertThat(failures.report(new IllegalStateException("one"))).isTrue();
        assertThat(failures.report(new IllegalArgumentException("another"))).isTrue();
    }
}
