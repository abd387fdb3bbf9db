package dev.corral.lab.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A client of the switches of one node, on its management port. */
final class SwitchClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(3);
    /** Longer than a node waits for the others, and than it loads keys. */
    private static final Duration LIMIT = Duration.ofSeconds(75);

    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    /** The statuses with which a node refuses a request, and changes nothing. */
    private static final Set<Integer> REFUSALS = Set.of(400, NOT_FOUND, 409, 413, 422);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final String option;
    private final URI node;
    private final Optional<Path> tokenFile;

    /**
     * @param option the option that the URL is from, for messages
     * @param node the URL of a management port
     * @param tokenFile empty if no token is sent
     */
    SwitchClient(String option, String node, Optional<Path> tokenFile) {
        this.option = option;
        this.node = uri(option, node);
        this.tokenFile = tokenFile;
    }

    private static URI uri(String option, String node) {
        try {
            URI uri = URI.create(node.replaceAll("/+$", ""));
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // The exception below describes it.
        }
        throw new LabException(option + " is '" + node
                + "'; it must be the URL of a node's management port, such as http://127.0.0.1:9081: correct it");
    }

    /** Returns a part of a path, encoded. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    JsonNode send(String method, String path, ObjectNode body) {
        return send(method, path, BodyPublishers.ofString(body.toString()));
    }

    private JsonNode send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + path))
                .timeout(LIMIT)
                .method(method, body)
                .header("Content-Type", "application/json");
        tokenFile.ifPresent(file -> request.header("Authorization", "Bearer " + token(file)));
        return json(exchange(request.build()));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new LabException(
                    "no node answers at " + node + " (" + reason(failure) + "): start it, or correct " + option,
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", interrupted);
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? "connection refused" : failure.getMessage();
    }

    private JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 == 2) {
            return parse(answer.body())
                    .orElseThrow(() -> new LabException("the response of " + node + " is not JSON: is it a node?"));
        }
        Optional<JsonNode> problem = parse(answer.body()).filter(body -> body.hasNonNull("title"));
        if (problem.isEmpty() && answer.statusCode() == NOT_FOUND) {
            throw new LabException("the node at " + node
                    + " has no such route: start it with corral.switches.token-file, or use a node of this version");
        }
        String sentence = problem.map(SwitchClient::sentence).orElse("status " + answer.statusCode());
        if (answer.statusCode() == UNAUTHORIZED) {
            throw new LabException(
                    "the node at " + node + " does not accept the token: name its file with --token-file");
        }
        if (REFUSALS.contains(answer.statusCode())) {
            throw new Refused(sentence);
        }
        throw new LabException("the node at " + node + " failed: " + sentence);
    }

    /** The title of a 404 names what does not exist; every other detail is a whole sentence. */
    private static String sentence(JsonNode problem) {
        String title = problem.path("title").asText();
        String detail = problem.path("detail").asText(title);
        return problem.path("status").asInt() == NOT_FOUND ? title + ": " + detail : detail;
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (IOException other) {
            return Optional.empty();
        }
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new LabException(
                    "the token file " + file + " cannot be read: name a readable file with --token-file", unreadable);
        }
    }
}
