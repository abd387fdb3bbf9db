package dev.corral.lab.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One more service beside a fleet, watched from its first moment. */
public final class Newcomer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 5_000_000;

    private final long bornNanos = System.nanoTime();
    private final Service service;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Newcomer(Service service) {
        this.service = service;
    }

    /** A node like the fleet's own, on the same Redis and before the same origin. */
    public static Newcomer node(Fleet fleet) {
        return new Newcomer(fleet.begin("cache-node", fleet.nodeSettings()));
    }

    /** The same framework without the guard. */
    public static Newcomer yardstick(Fleet fleet) {
        return new Newcomer(fleet.begin("yardstick", Map.of()));
    }

    /** How long it took from its start until it answers a read with 200. */
    public Duration firstAnswer(String path) {
        HttpRequest read = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .timeout(LIMIT)
                .build();
        while (!answers(read)) {
            if (!service.child().running()) {
                throw service.child().trouble("ended while it started");
            }
            if (System.nanoTime() - bornNanos > LIMIT.toNanos()) {
                throw service.child().trouble("did not answer within " + LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return Duration.ofNanos(System.nanoTime() - bornNanos);
    }

    private boolean answers(HttpRequest read) {
        try {
            return client.send(read, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", interrupted);
        }
    }

    public int port() {
        return service.port();
    }

    /** Resident memory, as the system counts it. */
    public long residentKiB() {
        List<String> command =
                List.of("ps", "-o", "rss=", "-p", String.valueOf(service.child().pid()));
        try {
            Process ps = new ProcessBuilder(command).start();
            return Long.parseLong(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException unknown) {
            throw new Trouble(
                    "ps does not tell the memory of " + service.child().name(), unknown);
        }
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }
}
