package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.load.CacheStatus;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A client that reads and writes single rows through the nodes, one request after another. */
public final class NodeClient implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final List<Integer> ports;
    private final HttpClient client = Http.client();

    /** @param ports the ports of the nodes on loopback */
    public NodeClient(List<Integer> ports) {
        this.ports = ports;
    }

    /** The response to one read. */
    public record Reading(int status, String body, CacheStatus cacheStatus, Optional<String> retryAfter) {}

    public Reading read(int node, String cache, String id) {
        HttpResponse<String> answer = send(node, cache, id, "GET", BodyPublishers.noBody());
        String header = answer.headers().firstValue("Cache-Status").orElse(null);
        return new Reading(
                answer.statusCode(),
                answer.body(),
                CacheStatus.parse(header),
                answer.headers().firstValue("Retry-After"));
    }

    public void write(int node, String cache, String id, String row) {
        HttpResponse<String> answer = send(node, cache, id, "PUT", BodyPublishers.ofString(row));
        if (answer.statusCode() / 100 != 2) {
            throw new LabException(
                    "node " + (node + 1) + " returned " + answer.statusCode() + " for a write: " + answer.body());
        }
    }

    private HttpResponse<String> send(int node, String cache, String id, String method, BodyPublisher body) {
        HttpRequest request = Http.request(ports.get(node), "/caches/" + cache + "/" + id, LIMIT)
                .method(method, body)
                .build();
        return Http.send(
                client,
                request,
                HttpResponse.BodyHandlers.ofString(),
                failure ->
                        new LabException("node " + (node + 1) + " does not answer: " + failure.getMessage(), failure));
    }

    @Override
    public void close() {
        client.close();
    }
}
