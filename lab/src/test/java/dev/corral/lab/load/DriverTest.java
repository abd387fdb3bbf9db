package dev.corral.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriverTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<HttpServerRequest> held = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void everyArrival_isSentAlthoughNoneBeforeItIsAnswered() throws Exception {
        int port = serve(request -> {
            held.add(request);
            if (held.size() == 200) {
                held.forEach(each ->
                        each.response().putHeader("Cache-Status", "n; fwd=miss").end("v"));
            }
        });

        List<Sample> samples = drive(port, arrivals(200));

        assertThat(samples).hasSize(200).allMatch(sample -> sample.status() == 200 && !sample.failed());
        assertThat(samples).allMatch(sample -> sample.cacheStatus() == CacheStatus.LOADED);
    }

    @Test
    void latency_countsFromTheIntendedInstant() throws Exception {
        int port = serve(
                request -> vertx.setTimer(100, ignored -> request.response().end("v")));
        List<Sample> samples = drive(port, arrivals(10));
        assertThat(samples).allMatch(sample -> sample.latencyNanos() >= TimeUnit.MILLISECONDS.toNanos(99));
        assertThat(samples).allMatch(sample -> sample.latencyNanos() >= sample.sentLagNanos());
    }

    @Test
    void serverError_andRefusedConnectionAreErrorsNotLostSamples() throws Exception {
        int port = serve(request -> request.response().setStatusCode(503).end());
        assertThat(drive(port, arrivals(5))).hasSize(5).allMatch(Sample::failed);
        int nobody = dev.corral.lab.fleet.Ports.free(1).getFirst();
        assertThat(drive(nobody, arrivals(5))).hasSize(5).allMatch(sample -> sample.status() == Sample.NO_ANSWER);
    }

    @Test
    void nodeThatWasLeft_isAskedAgainWhenItIsBack() throws Exception {
        int well = serve(request -> request.response().end("v"));
        int left = serve(request -> request.response().setStatusCode(503).end());
        try (Driver driver = new Driver(List.of(left, well))) {
            driver.leave(0);
            assertThat(driver.drive("lock", arrivals(20), System.nanoTime())).noneMatch(Sample::failed);
            driver.comeBack(0);
            assertThat(driver.drive("lock", arrivals(20), System.nanoTime())).allMatch(Sample::failed);
        }
    }

    @Test
    void cachesThatAreReadTogether_receiveEveryReadAndHaveTheirOwnSamples() throws Exception {
        int port = serve(request -> request.response()
                .setStatusCode(request.path().startsWith("/caches/lock/") ? 200 : 503)
                .end());
        try (Driver driver = new Driver(List.of(port))) {
            Map<String, List<Sample>> samples = driver.drive(List.of("lock", "swr"), arrivals(20), System.nanoTime());

            assertThat(samples).containsOnlyKeys("lock", "swr");
            assertThat(samples.get("lock")).hasSize(20).noneMatch(Sample::failed);
            assertThat(samples.get("swr")).hasSize(20).allMatch(Sample::failed);
        }
    }

    @Test
    void witness_seesEveryAnswerAndItsBody() throws Exception {
        int port = serve(request -> request.response().end("row of " + request.path()));
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (Driver driver = new Driver(List.of(port))) {
            driver.drive("lock", arrivals(20), System.nanoTime(), (sample, body) -> {
                if (body.toString().endsWith("/" + sample.arrival().id())) {
                    seen.add(sample.arrival().id());
                }
            });
        }
        assertThat(seen).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void failedRead_isRepeatedWithTheNumberOfTheAttempt() throws Exception {
        List<String> attempts = Collections.synchronizedList(new ArrayList<>());
        int port = serve(request -> {
            attempts.add(String.valueOf(request.getHeader("Corral-Attempt")));
            request.response().setStatusCode(attempts.size() < 3 ? 503 : 200).end("v");
        });
        try (Driver driver = new Driver(List.of(port))) {
            driver.retry(Retries.upTo(5, Duration.ofSeconds(2)));
            assertThat(driver.drive("lock", arrivals(1), System.nanoTime())).noneMatch(Sample::failed);
        }
        assertThat(attempts).containsExactly("null", "2", "3");
    }

    @Test
    void requestWithoutAResponseInTime_isCancelledAndSentAgain() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        int port = serve(request -> {
            if (request.getHeader("Corral-Attempt") == null) {
                request.connection().closeHandler(closed -> cancelled.countDown());
            } else {
                request.response().end("v");
            }
        });
        try (Driver driver = new Driver(List.of(port))) {
            driver.retry(Retries.upTo(2, Duration.ofMillis(300)).pausing(Duration.ofMillis(20)));
            assertThat(driver.drive("lock", arrivals(1), System.nanoTime())).noneMatch(Sample::failed);
            assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void readThatKeepsFailing_isSentAsOftenAsAllowed() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Goodput goodput = new Goodput(Duration.ofSeconds(5));
        assertThat(driveRefused(Retries.upTo(3, Duration.ofSeconds(2)), requests, goodput))
                .hasSize(5)
                .allMatch(Sample::failed);
        assertThat(requests).hasValue(15);
        assertThat(goodput.retries()).isEqualTo(10);
        assertThat(goodput.count(Goodput.Result.REFUSED)).isEqualTo(5);
    }

    @Test
    void readThatFailsWithoutAPolicy_isSentOnce() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Goodput goodput = new Goodput(Duration.ofSeconds(5));
        driveRefused(Retries.NONE, requests, goodput);
        assertThat(requests).hasValue(5);
        assertThat(goodput.retries()).isZero();
    }

    @Test
    void policyThatEndsDuringALoad_endsTheRetriesOfItsReads() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        AtomicReference<Driver> driving = new AtomicReference<>();
        int port = serve(request -> {
            if (requests.incrementAndGet() == 2) {
                driving.get().retry(Retries.NONE);
            }
            request.response().setStatusCode(503).end();
        });
        try (Driver driver = new Driver(List.of(port))) {
            driving.set(driver);
            driver.retry(Retries.upTo(5, Duration.ofSeconds(2)));
            assertThat(driver.drive("lock", arrivals(1), System.nanoTime())).hasSize(1);
        }
        assertThat(requests).hasValue(2);
    }

    private List<Sample> driveRefused(Retries policy, AtomicInteger requests, Goodput goodput) throws Exception {
        int port = serve(request -> {
            requests.incrementAndGet();
            request.response().setStatusCode(503).end();
        });
        try (Driver driver = new Driver(List.of(port))) {
            driver.retry(policy);
            return driver.drive("lock", arrivals(5), System.nanoTime(), goodput);
        }
    }

    private static List<Arrival> arrivals(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> new Arrival(each * 100_000L, KeyClass.PRODUCT, each, 0))
                .toList();
    }

    private static List<Sample> drive(int port, List<Arrival> arrivals) throws InterruptedException {
        try (Driver driver = new Driver(List.of(port))) {
            return driver.drive("lock", arrivals, System.nanoTime());
        }
    }

    private int serve(io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(handler);
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }
}
