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
import java.util.function.Supplier;

/**
 * A closed-loop load generator, whose connections send the next request as soon as the previous one is answered. It
 * measures the throughput of servers without a fixed rate.
 */
public final class ClosedLoop implements AutoCloseable {

    private static final int CONNECTIONS = 32;
    private static final int FOUND = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = LabVertx.ofOneLoop();
    private final Context loop = vertx.getOrCreateContext();
    private final int connections;
    private final HttpClient client;

    /** A closed loop over one server. */
    public ClosedLoop() {
        this(CONNECTIONS, CONNECTIONS);
    }

    /**
     * @param connections the number of requests that are in progress at any time
     * @param toEach the largest number of connections to each server
     */
    public ClosedLoop(int connections, int toEach) {
        this.connections = connections;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(toEach).setKeepAlive(true));
    }

    /** A request to a server on loopback. */
    public record Target(int port, String path) {}

    /** Returns the number of responses with status 200 per second. */
    public double drive(int port, String path, Duration span) throws InterruptedException {
        Target one = new Target(port, path);
        return drive(() -> one, span);
    }

    /**
     * Returns the number of responses with status 200 per second.
     *
     * @param next returns the target of each request; it is called on one thread
     */
    public double drive(Supplier<Target> next, Duration span) throws InterruptedException {
        Run run = new Run(next, System.nanoTime() + span.toNanos());
        loop.runOnContext(start -> {
            for (int each = 0; each < connections; each++) {
                run.ask();
            }
        });
        if (!run.over.await(span.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new LabException("a request of a closed loop got no response");
        }
        return run.answers * 1e9 / span.toNanos();
    }

    @Override
    public void close() {
        vertx.close();
    }

    private final class Run {
        private final Supplier<Target> next;
        private final long endNanos;
        private final CountDownLatch over = new CountDownLatch(connections);
        private long answers;

        Run(Supplier<Target> next, long endNanos) {
            this.next = next;
            this.endNanos = endNanos;
        }

        void ask() {
            Target target = next.get();
            client.request(HttpMethod.GET, target.port, "127.0.0.1", target.path)
                    .compose(request ->
                            request.send().compose(response -> response.end().map(response)))
                    .onComplete(ended -> answered(ended.result()));
        }

        /** @param response null if there was none */
        private void answered(HttpClientResponse response) {
            if (response == null || System.nanoTime() - endNanos >= 0) {
                over.countDown();
            } else {
                answers += response.statusCode() == FOUND ? 1 : 0;
                ask();
            }
        }
    }
}
