package dev.corral.lab.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A client of the origin's control endpoints, which inject faults and count the queries. */
public final class Origin {

    private static final int CLOCK_SAMPLES = 9;
    private static final int IDLE_SECONDS = 60;
    /** The usual time limit of a fault, so that the origin recovers if the lab ends during one. */
    private static final Duration LONGEST_FAULT = Duration.ofMinutes(2);

    private final HttpClient client;
    private final URI management;
    private final URI rows;

    Origin(HttpClient client, URI management, int port) {
        this.client = client;
        this.management = management;
        this.rows = URI.create("http://127.0.0.1:" + port + "/rows/");
    }

    /** The current state of the origin. */
    public record Live(long nowMicros, long queries, int inProgress, int queued) {}

    public Live live() {
        JsonNode live = Http.json(send("GET", "/ledger/live").body(), "the origin");
        return new Live(
                live.get("nowMicros").asLong(),
                live.get("queries").asLong(),
                live.get("inProgress").asInt(),
                live.get("queued").asInt());
    }

    /** The origin's clock minus {@link System#nanoTime()} in microseconds, from the quickest of several requests. */
    public long clockOffsetMicros() {
        long best = Long.MAX_VALUE;
        long offset = 0;
        for (int each = 0; each < CLOCK_SAMPLES; each++) {
            long asked = System.nanoTime();
            long origin = live().nowMicros();
            long answered = System.nanoTime();
            if (answered - asked < best) {
                best = answered - asked;
                offset = origin - (asked + answered) / 2 / 1_000;
            }
        }
        return offset;
    }

    /** The queries so far, one JSON object per line, as the origin returns them. */
    public String ledger() {
        HttpResponse<String> answer = send("GET", "/ledger");
        String overflowed = answer.headers().firstValue("Ledger-Overflowed").orElse("0");
        if (!overflowed.equals("0")) {
            throw new LabException("the origin's ledger overflowed by " + overflowed
                    + " queries: shorten the run with --boundaries or lower --rate");
        }
        return answer.body();
    }

    public void emptyLedger() {
        send("DELETE", "/ledger");
    }

    /** Writes a row directly at the origin, so that no node is notified. */
    public void write(String id, String row) {
        send("PUT", rows.resolve(id), row);
    }

    /** Multiplies the time of every query by this factor, until {@link #endFaults()}. */
    public void speed(double factor) {
        speed(factor, LONGEST_FAULT);
    }

    /** Multiplies the time of every query by this factor for this long, or until {@link #endFaults()}. */
    public void speed(double factor, Duration span) {
        fault(kind("slow").put("factor", factor), span);
    }

    /**
     * Begins a fault, which lasts until {@link #endFaults()}.
     *
     * @param kind the name of the fault in the origin's API
     */
    public void begin(String kind) {
        begin(kind, LONGEST_FAULT);
    }

    /** Begins a fault, which lasts for this long, or until {@link #endFaults()}. */
    public void begin(String kind, Duration span) {
        fault(kind(kind), span);
    }

    /** Ends all faults and begins this one. */
    public void beginInstead(String kind) {
        endFaults();
        begin(kind);
    }

    /** Begins a fault for one key only. */
    public void begin(String kind, String key) {
        fault(kind(kind).put("key", key), LONGEST_FAULT);
    }

    /** Multiplies the time of every query for this key by this factor, until {@link #endFaults()}. */
    public void slow(String key, double factor) {
        fault(kind("slow").put("factor", factor).put("key", key), LONGEST_FAULT);
    }

    private static ObjectNode kind(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    private void fault(ObjectNode fault, Duration span) {
        send("POST", "/faults", fault.put("forMillis", span.toMillis()).toString());
    }

    public void endFaults() {
        send("DELETE", "/faults");
    }

    public void dropQueue() {
        send("DELETE", "/queue");
    }

    /** Waits until no query is in progress or queued. */
    public void awaitIdle() {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
        Live live = live();
        while (live.inProgress() + live.queued() > 0) {
            if (System.nanoTime() > endNanos) {
                throw new LabException("the origin is still busy after " + IDLE_SECONDS + " s");
            }
            Patience.brief();
            live = live();
        }
    }

    private HttpResponse<String> send(String method, String path) {
        return send(method, path, "");
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return send(method, management.resolve(path), body);
    }

    private HttpResponse<String> send(String method, URI path, String body) {
        HttpRequest request = HttpRequest.newBuilder(path)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<String> answer = Http.send(
                client,
                request,
                HttpResponse.BodyHandlers.ofString(),
                failure -> new LabException(
                        "the origin does not answer " + method + " " + path + ": " + failure.getMessage(), failure));
        if (answer.statusCode() / 100 != 2) {
            throw new LabException("the origin returned " + answer.statusCode() + " for " + method + " " + path);
        }
        return answer;
    }
}
