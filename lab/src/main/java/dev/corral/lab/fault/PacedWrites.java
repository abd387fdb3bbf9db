package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.load.AnswerCheck;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends PUTs of new keys through one node, one after another with a pause between them, and counts the responses by
 * kind.
 */
final class PacedWrites {

    /** The prefix of the keys that are written; each key is written once. */
    static final String PREFIX = "written-";

    private static final Duration LIMIT = Duration.ofSeconds(12);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The statuses of a write that the origin did not answer, or whose invalidation Redis did not accept. */
    private static final Set<Integer> REFUSALS = Set.of(502, 503);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final int port;
    private final int count;
    private final CountDownLatch unanswered;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger other = new AtomicInteger();

    private PacedWrites(int port, int count) {
        this.port = port;
        this.count = count;
        this.unanswered = new CountDownLatch(count);
    }

    static PacedWrites begin(int port, int count, int perSecond) {
        PacedWrites writes = new PacedWrites(port, count);
        Duration pace = Duration.ofSeconds(1).dividedBy(perSecond);
        Thread.ofVirtual().name("writes").start(() -> writes.send(pace));
        return writes;
    }

    private void send(Duration pace) {
        for (int number = 0; number < count; number++) {
            write(PREFIX + number);
            Patience.pause(pace);
        }
    }

    private void write(String id) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(Text.of("http://127.0.0.1:%d/caches/%s/%s", port, Rung.FULL.cache(), id)))
                .PUT(HttpRequest.BodyPublishers.ofString(AnswerCheck.row(id, 1)))
                .timeout(LIMIT)
                .build();
        try {
            count(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException failure) {
            other.incrementAndGet();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            unanswered.countDown();
        }
    }

    private void count(int status) {
        if (REFUSALS.contains(status)) {
            refused.incrementAndGet();
        } else if (status / 100 != 2) {
            other.incrementAndGet();
        }
    }

    /** Waits until every write has been answered or given up. */
    Counts await() throws InterruptedException {
        boolean ended = unanswered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        client.shutdownNow();
        return Counts.NOTHING
                .and(OriginClosesKept.WRITES, count)
                .and(OriginClosesKept.REFUSED, refused.get())
                .and(OriginClosesKept.OTHER, ended ? other.get() : other.get() + unanswered.getCount());
    }
}
