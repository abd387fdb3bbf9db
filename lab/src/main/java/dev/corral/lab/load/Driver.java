package dev.corral.lab.load;

import dev.corral.lab.machine.OpenFiles;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A load generator that sends the reads of a schedule at their instants, however many are still unanswered. One event
 * loop processes all responses; the caller's thread keeps the time.
 */
public final class Driver implements AutoCloseable {

    /** The time limit of a request, longer than the one of a node. */
    public static final Duration LIMIT = Duration.ofSeconds(12);

    private final Vertx vertx = LabVertx.ofOneLoop();
    private final Context loop = vertx.getOrCreateContext();
    private final List<Integer> ports;
    private final HttpClient client;
    private final Set<Integer> left = ConcurrentHashMap.newKeySet();

    /** @param ports the ports of the nodes on loopback */
    public Driver(List<Integer> ports) {
        this(ports, Connections.toEach(ports.size(), OpenFiles.limit()));
    }

    /**
     * @param connections the largest number of connections to each node; a read without a free connection waits for one
     */
    public Driver(List<Integer> ports, int connections) {
        this.ports = ports;
        // A broken connection is a read without a response, which its sample records; it is not logged as well.
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setKeepAlive(true)
                        .setKeepAliveTimeout(60)
                        .setTracingPolicy(io.vertx.core.tracing.TracingPolicy.IGNORE))
                .with(new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1))
                .withConnectHandler(connection -> connection.exceptionHandler(broken -> {}))
                .build();
    }

    /** Sends the reads for this node to the next one from now on. */
    public void leave(int node) {
        left.add(node);
    }

    /** Sends the reads for this node to it again. */
    public void comeBack(int node) {
        left.remove(node);
    }

    private int port(int node) {
        int each = node;
        while (left.contains(each) && left.size() < ports.size()) {
            each = (each + 1) % ports.size();
        }
        return ports.get(each);
    }

    /**
     * Sends the reads to the cache, and waits until each is answered or reaches its time limit.
     *
     * @param lead the time until the schedule starts
     */
    public List<Sample> drive(String cache, List<Arrival> arrivals, Duration lead) throws InterruptedException {
        return drive(cache, arrivals, System.nanoTime() + lead.toNanos());
    }

    /** @param startNanos the instant, by {@link System#nanoTime()}, at which the schedule starts */
    public List<Sample> drive(String cache, List<Arrival> arrivals, long startNanos) throws InterruptedException {
        return drive(cache, arrivals, startNanos, Witness.NOBODY);
    }

    /** @param witness receives every response on the event loop */
    public List<Sample> drive(String cache, List<Arrival> arrivals, long startNanos, Witness witness)
            throws InterruptedException {
        Run run = new Run(cache, startNanos, arrivals.size(), witness);
        int sent = 0;
        while (sent < arrivals.size()) {
            int due = due(arrivals, sent, System.nanoTime() - startNanos);
            if (due > sent) {
                List<Arrival> batch = arrivals.subList(sent, due);
                loop.runOnContext(ignored -> batch.forEach(run::send));
                sent = due;
            } else {
                LockSupport.parkNanos(startNanos + arrivals.get(sent).atNanos() - System.nanoTime());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        run.await();
        return run.samples;
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

    /** A complete response; its body is kept only for a witness. */
    private record Whole(HttpClientResponse response, Buffer body) {}

    private final class Run {
        private final String cache;
        private final long startNanos;
        private final List<Sample> samples;
        private final CountDownLatch unanswered;
        private final Witness witness;
        private volatile boolean abandoned;

        Run(String cache, long startNanos, int arrivals, Witness witness) {
            this.cache = cache;
            this.startNanos = startNanos;
            this.samples = new ArrayList<>(arrivals);
            this.unanswered = new CountDownLatch(arrivals);
            this.witness = witness;
        }

        /** Sends a read, unless the run has been given up. */
        void send(Arrival arrival) {
            if (abandoned) {
                return;
            }
            long sentNanos = System.nanoTime() - startNanos;
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setHost("127.0.0.1")
                    .setPort(port(arrival.node()))
                    .setURI("/caches/" + cache + "/" + arrival.id())
                    .setTimeout(LIMIT.toMillis());
            client.request(options)
                    .compose(request -> request.send().compose(this::whole))
                    .onComplete(result -> record(arrival, sentNanos, result.succeeded() ? result.result() : null));
        }

        private Future<Whole> whole(HttpClientResponse response) {
            return witness == Witness.NOBODY
                    ? response.end().map(new Whole(response, null))
                    : response.body().map(body -> new Whole(response, body));
        }

        private void record(Arrival arrival, long sentNanos, Whole answer) {
            HttpClientResponse response = answer == null ? null : answer.response();
            long latencyNanos = System.nanoTime() - startNanos - arrival.atNanos();
            int status = response == null ? Sample.NO_ANSWER : response.statusCode();
            CacheStatus cacheStatus = CacheStatus.parse(response == null ? null : response.getHeader("Cache-Status"));
            Sample sample = new Sample(arrival, sentNanos - arrival.atNanos(), latencyNanos, status, cacheStatus);
            samples.add(sample);
            if (answer != null && answer.body() != null) {
                witness.saw(sample, answer.body());
            }
            unanswered.countDown();
        }

        void await() throws InterruptedException {
            if (!unanswered.await(LIMIT.toSeconds() + 5, TimeUnit.SECONDS)) {
                abandoned = true;
                throw new VoidRun(
                        unanswered.getCount() + " requests ended neither in a response nor at their time limit");
            }
        }
    }
}
