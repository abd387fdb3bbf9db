package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outage is logged in one line for each cause, however many attempts fail with it. */
class OutageTest {

    private static final Logger LOG = Logger.getLogger(Outage.class.getName());
    private static final String AT = "Redis at redis.shop:6379 is ";
    private static final Throwable CLOSED = new IllegalStateException("connection closed");
    private static final Throwable WRONG_PASSWORD = ErrorType.create("WRONGPASS invalid username-password pair");

    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Lines();
    private final Outage outage = new Outage("redis.shop:6379");

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(handler);
    }

    @Test
    void refusedPassword_isNamedOnceAfterTheLostConnection() {
        boolean down = outage.began(false, CLOSED);
        for (int attempt = 0; attempt < 10; attempt++) {
            down = outage.began(down, WRONG_PASSWORD);
        }

        assertThat(outage.cause()).hasValue("it refused the user or the password");
        assertThat(outage.ended(down)).isFalse();
        assertThat(lines)
                .containsExactly(
                        AT + "unavailable: connection closed",
                        AT + "still unavailable: it refused the user or the password",
                        AT + "available again");
    }

    @Test
    void nextOutage_isNamedAgain() {
        outage.ended(outage.began(false, CLOSED));
        lines.clear();

        assertThat(outage.began(false, CLOSED)).isTrue();
        assertThat(lines).containsExactly(AT + "unavailable: connection closed");
    }

    @Test
    void causesThatChangeWithEveryAttempt_areAFewLines() {
        boolean down = false;
        for (int attempt = 0; attempt < 100; attempt++) {
            down = outage.began(down, new IllegalStateException("cause " + attempt));
        }

        assertThat(lines).hasSizeBetween(2, 5);
        assertThat(outage.cause()).hasValue("cause 99");
    }

    private final class Lines extends Handler {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
