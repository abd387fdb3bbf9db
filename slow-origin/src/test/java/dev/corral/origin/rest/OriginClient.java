package dev.corral.origin.rest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The origin as its callers see it: the rows on one port, the control on another. */
final class OriginClient {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI rows;
    private final URI control;

    OriginClient(URL rows, URL control) {
        this.rows = URI.create(rows.toString());
        this.control = URI.create(control.toString());
    }

    CompletableFuture<HttpResponse<String>> begin(String id, String cache, String node) {
        HttpRequest request = request(rows, "/rows/" + id)
                .header("Corral-Cache", cache)
                .header("Corral-Node", node)
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    HttpResponse<String> get(String id, String cache, String attempt) {
        return send(request(rows, "/rows/" + id)
                .header("Corral-Cache", cache)
                .header("Corral-Attempt", attempt)
                .build());
    }

    HttpResponse<String> get(String id) {
        return send(request(rows, "/rows/" + id).build());
    }

    HttpResponse<String> put(String id, String body) {
        return send(
                request(rows, "/rows/" + id).PUT(BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> delete(String id) {
        return send(request(rows, "/rows/" + id).DELETE().build());
    }

    HttpResponse<String> control(String method, String path, String body) {
        return send(request(control, path)
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> control(String method, String path) {
        return control(method, path, "");
    }

    List<JsonObject> ledger() {
        return control("GET", "/ledger").body().lines().map(JsonObject::new).toList();
    }

    JsonArray faults() {
        return new JsonArray(control("GET", "/faults").body());
    }

    JsonObject live() {
        return new JsonObject(control("GET", "/ledger/live").body());
    }

    /** Asks for the live figures until they are as expected, or fails with the last ones. */
    void awaitLive(Predicate<JsonObject> expected) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        JsonObject last = live();
        while (!expected.test(last)) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("The origin stayed at " + last);
            }
            last = live();
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofString()).join();
    }

    private static HttpRequest.Builder request(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    }
}
