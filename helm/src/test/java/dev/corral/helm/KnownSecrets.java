package dev.corral.helm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Secrets of a cluster, which Helm's {@code lookup} asks for.
 *
 * <p>As much of an API server as that takes, on the loopback interface; Helm finds it by the file that {@code KUBECONFIG}
 * names, which is one of the build's own.
 */
final class KnownSecrets {

    private static final String RESOURCES = """
            {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"v1","resources":[
            {"name":"secrets","singularName":"secret","namespaced":true,"kind":"Secret","verbs":["get"]}]}""";

    private static final String NOT_FOUND = """
            {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}""";

    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
            users: [{name: test, user: {}}]
            contexts: [{name: test, context: {cluster: test, user: test}}]
            current-context: test
            """;

    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    static KnownSecrets start() {
        KnownSecrets known = new KnownSecrets();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/api/v1", known::answer);
            server.start();
            Path config = Path.of(System.getenv("KUBECONFIG"));
            Files.createDirectories(config.toAbsolutePath().getParent());
            Files.writeString(
                    config,
                    String.format(Locale.ROOT, KUBECONFIG, server.getAddress().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return known;
    }

    /** @param object as the API server writes it */
    void put(String namespace, String name, String object) {
        secrets.put(String.format(Locale.ROOT, "/api/v1/namespaces/%s/secrets/%s", namespace, name), object);
    }

    private void answer(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        String body = path.equals("/api/v1") ? RESOURCES : secrets.getOrDefault(path, NOT_FOUND);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(body.equals(NOT_FOUND) ? 404 : 200, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
