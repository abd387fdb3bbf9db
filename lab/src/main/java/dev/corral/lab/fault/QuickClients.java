package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.fleet.Bodies;
import dev.corral.lab.fleet.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that send requests at a fixed rate and read each response at once. A response that is not complete within the
 * time limit counts as failed.
 */
final class QuickClients implements AutoCloseable {

    /** Much longer than a healthy server needs on a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Duration PACE = Duration.ofMillis(50);
    private static final int KEYS = 3;
    private static final int FOUND = 200;

    private final ServerProcess server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final Map<Ask, AtomicInteger> failed = new EnumMap<>(Ask.class);
    private final Phaser asking = new Phaser(1);

    QuickClients(ServerProcess server) {
        this.server = server;
        for (Ask each : Ask.values()) {
            failed.put(each, new AtomicInteger());
        }
    }

    /** A request that the clients send, and the number of intervals between two of them. */
    enum Ask {
        SMALL("/caches/full/" + Bodies.SMALL + "-", 1, false),
        MIDDLE("/caches/full/" + Bodies.MIDDLE + "-", 5, false),
        LIVE("/q/health/live?", 10, true),
        READY("/q/health/ready?", 10, true);

        private final String path;
        private final int every;
        private final boolean management;

        Ask(String path, int every, boolean management) {
            this.path = path;
            this.every = every;
            this.management = management;
        }
    }

    /** Sends requests for this long, and waits for the last response. */
    void ask(Duration span) {
        long endNanos = System.nanoTime() + span.toNanos();
        for (int pace = 0; System.nanoTime() < endNanos; pace++) {
            for (Ask each : Ask.values()) {
                if (pace % each.every == 0) {
                    begin(each, pace % KEYS);
                }
            }
            Patience.pause(PACE);
        }
        asking.arriveAndAwaitAdvance();
    }

    private void begin(Ask ask, int key) {
        asking.register();
        Thread.startVirtualThread(() -> {
            failed.get(ask).addAndGet(answered(ask.management, ask.path + key) ? 0 : 1);
            asking.arriveAndDeregister();
        });
    }

    /** Whether every kind of request is answered now, large rows included. */
    boolean answered() {
        for (Ask each : Ask.values()) {
            if (!answered(each.management, each.path + 0)) {
                return false;
            }
        }
        return answered(false, "/caches/full/" + Bodies.LARGE);
    }

    private boolean answered(boolean management, String path) {
        int port = management ? server.managementPort() : server.port();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            // The timeout of a request ends with the response headers; this timeout covers the body as well.
            HttpResponse<byte[]> whole = answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return whole.statusCode() == FOUND && (management || whole.body().length == Bodies.of(path).length);
        } catch (ExecutionException | TimeoutException failure) {
            answer.cancel(true);
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    int failed(Ask ask) {
        return failed.get(ask).get();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
