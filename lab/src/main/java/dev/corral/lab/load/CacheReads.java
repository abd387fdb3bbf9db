package dev.corral.lab.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/** The reads of one schedule that are sent to one cache, and their samples. It is used on one event loop. */
final class CacheReads {

    private final HttpClient client;
    private final IntUnaryOperator port;
    private final String cache;
    private final long startNanos;
    private final List<Sample> samples;
    private final CountDownLatch unanswered;
    private final Witness witness;
    private volatile boolean abandoned;

    /**
     * @param port the port to which the reads for a node are sent
     * @param startNanos the instant, by {@link System#nanoTime()}, at which the schedule starts
     */
    CacheReads(HttpClient client, IntUnaryOperator port, String cache, long startNanos, int arrivals, Witness witness) {
        this.client = client;
        this.port = port;
        this.cache = cache;
        this.startNanos = startNanos;
        this.samples = new ArrayList<>(arrivals);
        this.unanswered = new CountDownLatch(arrivals);
        this.witness = witness;
    }

    String cache() {
        return cache;
    }

    /** A complete response; its body is kept only for a witness. */
    private record Whole(HttpClientResponse response, Buffer body) {}

    /** Sends a read, unless the run has been given up. */
    void send(Arrival arrival) {
        if (abandoned) {
            return;
        }
        long sentNanos = System.nanoTime() - startNanos;
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(port.applyAsInt(arrival.node()))
                .setURI("/caches/" + cache + "/" + arrival.id())
                .setTimeout(Driver.LIMIT.toMillis());
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

    /** Waits until each read is answered or has reached its time limit; returns the samples. */
    List<Sample> await() throws InterruptedException {
        if (!unanswered.await(Driver.LIMIT.toSeconds() + 5, TimeUnit.SECONDS)) {
            abandoned = true;
            throw new VoidRun(unanswered.getCount() + " requests ended neither in an answer nor in their time limit");
        }
        return samples;
    }
}
