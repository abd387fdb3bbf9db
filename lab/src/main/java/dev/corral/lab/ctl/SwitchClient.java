package dev.corral.lab.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
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
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** A client of the switches of one node, on its management port. */
final class SwitchClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(3);
    /** Longer than a node tries to make a switch and waits for the others. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Longer than a node loads keys. */
    private static final Duration WARM_LIMIT = Duration.ofSeconds(75);

    private static final Pattern TOKEN = Pattern.compile("[!-~]+");
    private static final String GET = "GET";
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    /** The statuses with which a node refuses a request, and of a request whose outcome is unknown. */
    private static final Set<Integer> NOT_APPLIED = Set.of(400, NOT_FOUND, 409, 413, 422, 504);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI node;
    private final Optional<Path> tokenFile;

    /**
     * @param node the URL of a management port
     * @param tokenFile empty if no token is sent
     */
    SwitchClient(String node, Optional<Path> tokenFile) {
        this.node = uri(node);
        this.tokenFile = tokenFile;
    }

    private static URI uri(String node) {
        try {
            URI uri = URI.create(node.replaceAll("/+$", ""));
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // The exception below describes it.
        }
        throw new LabException("--node is '" + node
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
        return send(GET, path, BodyPublishers.noBody(), LIMIT);
    }

    /** @throws NotApplied if the node refuses the request, or its outcome is unknown */
    JsonNode send(String method, String path, ObjectNode body) {
        return send(method, path, BodyPublishers.ofString(body.toString()), LIMIT);
    }

    /** Sends a request to load keys, which takes longer than others. */
    JsonNode warm(String path, ObjectNode body) {
        return send("POST", path, BodyPublishers.ofString(body.toString()), WARM_LIMIT);
    }

    private JsonNode send(String method, String path, HttpRequest.BodyPublisher body, Duration limit) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + path))
                .timeout(limit)
                .method(method, body)
                .header("Content-Type", "application/json");
        tokenFile.ifPresent(file -> request.header("Authorization", "Bearer " + token(file)));
        return json(exchange(request.build()));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw isSent(request, failure) ? outcomeUnknown(failure) : noAnswer(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", interrupted);
        }
    }

    /** Whether the node may have carried out a request that changes something. */
    private static boolean isSent(HttpRequest request, IOException failure) {
        boolean isUnreachable = failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || failure instanceof SSLException;
        return !isUnreachable && !request.method().equals(GET);
    }

    private RuntimeException outcomeUnknown(IOException failure) {
        return new NotApplied("the node at " + node + " has not answered (" + reason(failure)
                + "), and may have carried out the command: look at ./corral ctl status before you repeat it");
    }

    private RuntimeException noAnswer(IOException failure) {
        return new LabException(
                "no node answers at " + node + " (" + reason(failure) + "): start it, or correct --node", failure);
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
        if (NOT_APPLIED.contains(answer.statusCode())) {
            throw new NotApplied(sentence);
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

    /** Returns the token without quoting it in a failure, as the HTTP client would do. */
    private static String token(Path file) {
        String token = text(file).strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new LabException("the token file " + file
                    + " must contain a token and nothing else, in one line of ASCII: correct it, or name another file with"
                    + " --token-file");
        }
        return token;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new LabException(
                    "the token file " + file + " cannot be read: name a readable file with --token-file", unreadable);
        }
    }
}
