package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An unreachable origin is logged in one line for each cause, which names host and port. */
class OriginStateTest {

    private static final Logger LOG = Logger.getLogger(OriginState.class.getName());
    private static final UrlTemplate URL = new UrlTemplate("http://rows.shop:8080/rows/{key}");
    private static final Duration WAIT = Duration.ofMillis(2700);

    private final List<LogRecord> lines = new ArrayList<>();
    private final Handler handler = new Lines();
    private final OriginState state = new OriginState(URL, WAIT);

    static Stream<Throwable> failures() {
        return Stream.of(
                new UnknownHostException("rows.shop"),
                new NoRouteToHostException("no route"),
                new ConnectTimeoutException("after 1000 ms"),
                new ConnectException("refused"),
                new TimeoutException("late"),
                new NameUnresolved(new TimeoutException("late")),
                new SSLException("handshake"),
                Unanswered.withTls(new IllegalStateException("no HTTP")),
                Unanswered.closed(new IllegalStateException("closed")));
    }

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(handler);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void cause_hasHostAndPortForOperatorsOnly(Throwable failure) {
        ConnectionFailure known = ConnectionFailure.of(failure, URL, WAIT).orElseThrow();

        assertThat(known.toOperators()).contains("rows.shop:8080");
        assertThat(known.toCallers()).doesNotContain("rows.shop", "8080");
    }

    @Test
    void failures_areOneLineForEachCause() {
        for (int attempt = 0; attempt < 10; attempt++) {
            state.failed(new ConnectException("refused"));
        }
        assertThat(lines).hasSize(1);
        for (int attempt = 0; attempt < 10; attempt++) {
            state.failed(new UnknownHostException("rows.shop"));
            state.failed(new ConnectException("refused"));
        }
        assertThat(lines).hasSize(2);
        assertThat(state.cause()).hasValue("rows.shop:8080 refuses connections");

        state.answered();
        state.answered();
        assertThat(lines).hasSize(3);
        assertThat(state.cause()).isEmpty();
    }

    private final class Lines extends Handler {
        @Override
        public void publish(LogRecord line) {
            lines.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
