package dev.corral.origin.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallersTest {

    private final Callers callers = new Callers(2, 3);

    @Test
    void namesUpToTheLimit_areKept() {
        assertThat(callers.of("swr", "node-1")).isEqualTo(new Caller("swr", "node-1"));
        assertThat(callers.of("lock", "node-2")).isEqualTo(new Caller("lock", "node-2"));
    }

    @Test
    void namesBeyondTheLimit_areOther() {
        callers.of("swr", "node-1");
        callers.of("lock", "node-2");

        assertThat(callers.of("naive", "node-3")).isEqualTo(new Caller("other", "node-3"));
        assertThat(callers.of("swr", "node-4")).isEqualTo(new Caller("swr", "other"));
        assertThat(callers.of("swr", "node-2")).isEqualTo(new Caller("swr", "node-2"));
    }

    @Test
    void missingName_isUnknown() {
        assertThat(callers.of(null, " ")).isEqualTo(new Caller("unknown", "unknown"));
    }

    @Test
    void longName_isOtherAndTakesNoPlace() {
        assertThat(callers.of("x".repeat(65), "node-1").cache()).isEqualTo("other");
        assertThat(callers.of("swr", "node-1").cache()).isEqualTo("swr");
        assertThat(callers.of("lock", "node-1").cache()).isEqualTo("lock");
    }
}
