package dev.corral.lab.load;

import dev.corral.lab.machine.OpenFiles;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A load generator that sends the reads of a schedule at their instants, however many are still unanswered. One event
 * loop processes all responses; the caller's thread keeps the time.
 */
public final class Driver implements AutoCloseable {

    /** The time limit of a request, longer than the one of a node. */
    public static final Duration LIMIT = Duration.ofSeconds(12);

    private static final Duration LEAD = Duration.ofMillis(50);

    private final Vertx vertx = LabVertx.ofOneLoop();
    private final Context loop = vertx.getOrCreateContext();
    private final NodeClient client;

    /** @param ports the ports of the nodes on loopback */
    public Driver(List<Integer> ports) {
        this(ports, Connections.toEach(ports.size(), OpenFiles.limit()));
    }

    /**
     * @param connections the largest number of connections to each node; a read without a free connection waits for one
     */
    public Driver(List<Integer> ports, int connections) {
        this.client = new NodeClient(vertx, ports, connections);
    }

    /** Sends the reads for this node to the next one from now on. */
    public void leave(int node) {
        client.leave(node);
    }

    /** Sends the reads for this node to it again. */
    public void comeBack(int node) {
        client.comeBack(node);
    }

    /**
     * Repeats failed reads by this policy from now on, those in progress included. Default: {@link Retries#NONE}. A
     * {@link Witness} receives each repetition.
     */
    public void retry(Retries policy) {
        client.retry(policy);
    }

    /** Returns the instant, by {@link System#nanoTime()}, at which a load can start that is prepared now. */
    public static long soon() {
        return System.nanoTime() + LEAD.toNanos();
    }

    /**
     * Sends the reads to the cache, and waits until each is answered or reaches its time limit.
     *
     * @param startNanos the instant, by {@link System#nanoTime()}, at which the schedule starts
     */
    public List<Sample> drive(String cache, List<Arrival> arrivals, long startNanos) throws InterruptedException {
        return drive(cache, arrivals, startNanos, Witness.NOBODY);
    }

    /** @param witness receives every response on the event loop */
    public List<Sample> drive(String cache, List<Arrival> arrivals, long startNanos, Witness witness)
            throws InterruptedException {
        return drive(List.of(cache), arrivals, startNanos, witness).get(cache);
    }

    /** Sends each read to every cache at the same instant; returns the samples of each cache. */
    public Map<String, List<Sample>> drive(List<String> caches, List<Arrival> arrivals, long startNanos)
            throws InterruptedException {
        return drive(caches, arrivals, startNanos, Witness.NOBODY);
    }

    private Map<String, List<Sample>> drive(
            List<String> caches, List<Arrival> arrivals, long startNanos, Witness witness) throws InterruptedException {
        List<CacheReads> reads = caches.stream()
                .map(cache -> new CacheReads(client, cache, startNanos, arrivals.size(), witness))
                .toList();
        int sent = 0;
        while (sent < arrivals.size()) {
            int due = due(arrivals, sent, System.nanoTime() - startNanos);
            if (due > sent) {
                List<Arrival> batch = arrivals.subList(sent, due);
                loop.runOnContext(ignored -> batch.forEach(arrival -> reads.forEach(each -> each.send(arrival))));
                sent = due;
            } else {
                LockSupport.parkNanos(startNanos + arrivals.get(sent).atNanos() - System.nanoTime());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (CacheReads each : reads) {
            samples.put(each.cache(), each.await());
        }
        return samples;
    }

    private static int due(List<Arrival> arrivals, int from, long elapsedNanos) {
        int to = from;
        while (to < arrivals.size() && arrivals.get(to).atNanos() <= elapsedNanos) {
            to++;
        }
        return to;
    }

    @Override
    public void close() {
        vertx.close();
    }
}
