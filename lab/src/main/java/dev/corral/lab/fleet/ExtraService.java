package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.measure.Series;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An additional service next to a fleet, whose log is examined from its start. */
public final class ExtraService implements ServerProcess {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 5_000_000;

    private final long bornNanos = System.nanoTime();
    private final Service service;
    private final HttpClient client = Http.client();

    private ExtraService(Service service) {
        this.service = service;
    }

    /** Starts a node like those of the fleet, with the same Redis and the same origin. */
    public static ExtraService node(Fleet fleet) {
        return new ExtraService(fleet.begin("cache-node", fleet.nodeSettings()));
    }

    /**
     * Starts a node with settings of its own; the node is ready when this returns.
     *
     * @param name the name of the node, which is also a part of its log's name
     * @param settings settings that replace those of the fleet or are added to them
     */
    public static ExtraService node(Fleet fleet, String name, Map<String, String> settings) {
        Map<String, String> own = new LinkedHashMap<>(fleet.nodeSettings());
        own.put("corral.drain.notice", "0s");
        own.putAll(settings);
        ExtraService node = new ExtraService(fleet.begin(name, "cache-node", own));
        try {
            node.awaitReady();
            return node;
        } catch (RuntimeException failure) {
            node.close();
            throw failure;
        }
    }

    /** Starts a service with the same framework and without the guard. */
    public static ExtraService yardstick(Fleet fleet) {
        return new ExtraService(fleet.begin("yardstick", Map.of()));
    }

    /** Starts the same service with the extension SmallRye Fault Tolerance, which a node has too. */
    public static ExtraService extendedYardstick(Fleet fleet) {
        return new ExtraService(fleet.begin("yardstick-fault-tolerance", Map.of()));
    }

    /** Returns the time from the start of the service until it answers a read with 200. */
    public Duration firstAnswer(String path) {
        HttpRequest read = Http.request(service.port(), path, LIMIT).build();
        while (!Http.answers(client, read)) {
            if (!service.child().running()) {
                throw service.child().trouble("did not start");
            }
            if (System.nanoTime() - bornNanos > LIMIT.toNanos()) {
                throw service.child().trouble("did not answer within " + LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return Duration.ofNanos(System.nanoTime() - bornNanos);
    }

    /** Waits until a node is ready: until it has rehearsed. */
    public void awaitReady() {
        service.awaitReady(client);
    }

    @Override
    public int port() {
        return service.port();
    }

    @Override
    public int managementPort() {
        return service.managementPort();
    }

    @Override
    public boolean running() {
        return service.child().running();
    }

    @Override
    public long logLines(String text) {
        return service.child().logLines(text);
    }

    /** The value of a counter of a node: the sum of its series that have these labels, or 0 if there is none. */
    public double counter(String name, Map<String, String> labels) {
        HttpRequest metrics =
                Http.request(managementPort(), "/q/metrics", LIMIT).build();
        String text = Http.send(
                        client,
                        metrics,
                        HttpResponse.BodyHandlers.ofString(),
                        failure -> service.child().trouble("does not answer /q/metrics"))
                .body();
        return Series.parse(text).sum(name, labels);
    }

    public long pid() {
        return service.child().pid();
    }

    /** The resident memory in KiB, as the system reports it. */
    public long residentKiB() {
        List<String> command =
                List.of("ps", "-o", "rss=", "-p", String.valueOf(service.child().pid()));
        try {
            Process ps = new ProcessBuilder(command).start();
            return Long.parseLong(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException unknown) {
            throw new LabException(
                    "ps does not report the memory of " + service.child().name(), unknown);
        }
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }
}
