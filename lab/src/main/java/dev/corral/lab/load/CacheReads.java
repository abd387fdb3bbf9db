package dev.corral.lab.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The reads of one schedule that are sent to one cache, and their samples. It is used on one event loop. */
final class CacheReads {

    private final NodeClient client;
    private final String cache;
    private final long startNanos;
    private final List<Sample> samples;
    private final CountDownLatch unanswered;
    private final Witness witness;
    private volatile boolean abandoned;

    /** @param startNanos the instant, by {@link System#nanoTime()}, at which the schedule starts */
    CacheReads(NodeClient client, String cache, long startNanos, int arrivals, Witness witness) {
        this.client = client;
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

    /** A read whose request was sent so many times, the first time at this instant of the schedule. */
    private record Sent(Arrival arrival, long nanos, int requests) {
        Sent again() {
            return new Sent(arrival, nanos, requests + 1);
        }
    }

    /** Sends a read, unless the run has been given up. */
    void send(Arrival arrival) {
        send(new Sent(arrival, nowNanos(), 1));
    }

    private void send(Sent read) {
        if (abandoned) {
            return;
        }
        client.request(options(read))
                .compose(request -> request.send().compose(this::whole))
                .onComplete(result -> ended(read, result.succeeded() ? result.result() : null));
    }

    private RequestOptions options(Sent read) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(client.port(read.arrival().node()))
                .setURI("/caches/" + cache + "/" + read.arrival().id())
                .setTimeout(client.retries().timeout().toMillis());
        return read.requests() == 1 ? options : options.putHeader(Retries.HEADER, Integer.toString(read.requests()));
    }

    private Future<Whole> whole(HttpClientResponse response) {
        return witness == Witness.NOBODY
                ? response.end().map(new Whole(response, null))
                : response.body().map(body -> new Whole(response, body));
    }

    private void ended(Sent read, Whole answer) {
        int status = answer == null ? Sample.NO_ANSWER : answer.response().statusCode();
        Retries retries = client.retries();
        if (retries.again(read.requests(), status, Duration.ofNanos(nowNanos() - read.nanos()))) {
            witness.retried(read.arrival());
            client.after(retries.pause(), () -> send(read.again()));
        } else {
            record(read, status, answer);
        }
    }

    private void record(Sent read, int status, Whole answer) {
        Arrival arrival = read.arrival();
        long latencyNanos = nowNanos() - arrival.atNanos();
        String header = answer == null ? null : answer.response().getHeader("Cache-Status");
        Sample sample =
                new Sample(arrival, read.nanos() - arrival.atNanos(), latencyNanos, status, CacheStatus.parse(header));
        samples.add(sample);
        if (answer == null) {
            witness.unanswered(sample);
        } else if (answer.body() != null) {
            witness.saw(sample, answer.body());
        }
        unanswered.countDown();
    }

    private long nowNanos() {
        return System.nanoTime() - startNanos;
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
