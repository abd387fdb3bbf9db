package dev.corral.node.testing;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** An HTTP client of the node under test. */
public final class NodeClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    public NodeClient(URI base) {
        this.base = base;
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers).join();
    }

    public CompletableFuture<HttpResponse<String>> begin(String path) {
        return send("GET", path, null);
    }

    public HttpResponse<byte[]> bytes(String path, String... headers) {
        return http.sendAsync(request("GET", path, null, headers), BodyHandlers.ofByteArray())
                .join();
    }

    public HttpResponse<String> put(String path, String body) {
        return send("PUT", path, body, "Content-Type", "application/json").join();
    }

    public HttpResponse<String> delete(String path) {
        return send("DELETE", path, null).join();
    }

    public CompletableFuture<HttpResponse<String>> send(String method, String path, String body, String... headers) {
        return http.sendAsync(request(method, path, body, headers), BodyHandlers.ofString());
    }

    /** Sends a body whose length is not announced. */
    public HttpResponse<String> sendChunked(String method, String path, byte[] body, String... headers) {
        HttpRequest request = HttpRequest.newBuilder(request(method, path, null, headers), (name, value) -> true)
                .method(method, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).join();
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base.toString().replaceAll("/$", "") + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }
}
