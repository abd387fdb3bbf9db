package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A script that answers the first request of a connection and closes the connection on every second later request, with
 * or without a reset.
 */
final class ClosingAnswers implements RawOrigin.Script {

    /** The time after which an idle connection is closed; no response header announces it. */
    static final Duration IDLE = Duration.ofMillis(200);

    private static final Duration SERVICE_TIME = Duration.ofMillis(5);

    private final SplittableRandom random;
    private final AtomicInteger unanswered = new AtomicInteger();

    ClosingAnswers(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void answer(RawRequest request, RawConnection connection) throws IOException {
        if (request.reused() && drawn()) {
            unanswered.incrementAndGet();
            close(connection);
            return;
        }
        Patience.pause(SERVICE_TIME);
        connection.send(
                request.method().equals("PUT")
                        ? "HTTP/1.1 204 No Content\r\n\r\n"
                        : RawAnswer.plain(Text.of("{\"id\":\"%s\"}", request.key())));
        connection.closeWhenIdle(IDLE);
    }

    private void close(RawConnection connection) throws IOException {
        if (drawn()) {
            connection.reset();
        } else {
            connection.close();
        }
    }

    private synchronized boolean drawn() {
        return random.nextBoolean();
    }

    /** The number of requests that were read completely and whose connection was then closed without a response. */
    int unanswered() {
        return unanswered.get();
    }
}
