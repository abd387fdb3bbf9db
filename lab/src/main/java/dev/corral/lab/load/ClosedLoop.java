package dev.corral.lab.load;

import dev.corral.lab.ending.LabException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A closed-loop load generator, whose connections send the next request as soon as the previous one is answered. It
 * measures the throughput of a server without a fixed rate.
 */
public final class ClosedLoop implements AutoCloseable {

    private static final int CONNECTIONS = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = LabVertx.ofOneLoop();
    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setKeepAlive(true));

    /** Returns the number of responses per second. */
    public double drive(int port, String path, Duration span) throws InterruptedException {
        Run run = new Run(port, path, System.nanoTime() + span.toNanos());
        loop.runOnContext(start -> {
            for (int each = 0; each < CONNECTIONS; each++) {
                run.ask();
            }
        });
        if (!run.over.await(span.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new LabException("a request for " + path + " got no response");
        }
        return run.answers * 1e9 / span.toNanos();
    }

    @Override
    public void close() {
        vertx.close();
    }

    private final class Run {
        private final int port;
        private final String path;
        private final long endNanos;
        private final CountDownLatch over = new CountDownLatch(CONNECTIONS);
        private long answers;

        Run(int port, String path, long endNanos) {
            this.port = port;
            this.path = path;
            this.endNanos = endNanos;
        }

        void ask() {
            client.request(HttpMethod.GET, port, "127.0.0.1", path)
                    .compose(request -> request.send().compose(HttpClientResponse::end))
                    .onComplete(ended -> answered(ended.succeeded()));
        }

        private void answered(boolean well) {
            if (!well || System.nanoTime() - endNanos >= 0) {
                over.countDown();
            } else {
                answers++;
                ask();
            }
        }
    }
}
