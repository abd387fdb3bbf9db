package dev.corral.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The objects of a cluster that Helm's {@code lookup} asks for.
 *
 * <p>As much of an API server as that takes, on the loopback interface; Helm finds it by the file that {@code KUBECONFIG}
 * names, which is one of the build's own.
 */
final class KnownObjects {

    private static final String KIND = """
            {"name":"%1$ss","singularName":"%1$s","namespaced":true,"kind":"%2$s","verbs":["get"]}""";

    private static final String KINDS = """
            {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"%s","resources":[%s]}""";

    /** The kinds by the path under which their objects are. */
    private static final Map<String, String> RESOURCES = Map.of(
            "/api/v1",
            resources("v1", "Secret", "ConfigMap"),
            "/apis/apps/v1",
            resources("apps/v1", "Deployment", "StatefulSet"));

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

    private final Map<String, String> objects = new ConcurrentHashMap<>();

    static KnownObjects start() {
        KnownObjects known = new KnownObjects();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RESOURCES.keySet().forEach(path -> server.createContext(path, known::answer));
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
    void put(String object) {
        JsonNode tree = StrictYaml.tree(object);
        String version = tree.path("apiVersion").asText();
        objects.put(
                String.format(
                        Locale.ROOT,
                        "%s/%s/namespaces/%s/%ss/%s",
                        version.contains("/") ? "/apis" : "/api",
                        version,
                        tree.at("/metadata/namespace").asText(),
                        tree.path("kind").asText().toLowerCase(Locale.ROOT),
                        tree.at("/metadata/name").asText()),
                object);
    }

    private static String resources(String version, String... kinds) {
        return Arrays.stream(kinds)
                .map(kind -> String.format(Locale.ROOT, KIND, kind.toLowerCase(Locale.ROOT), kind))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(","), all -> String.format(Locale.ROOT, KINDS, version, all)));
    }

    private void answer(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        String body = RESOURCES.getOrDefault(path, objects.getOrDefault(path, NOT_FOUND));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(body.equals(NOT_FOUND) ? 404 : 200, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
