package dev.corral.lab.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Function;

/** HTTP requests to the processes of a fleet, which all run on loopback. */
final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FOUND = 200;

    private Http() {}

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    static HttpRequest.Builder request(int port, String path, Duration limit) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(limit);
    }

    /** @param failed makes the exception for a request without a response */
    static <T> HttpResponse<T> send(
            HttpClient client, HttpRequest request, BodyHandler<T> body, Function<IOException, LabException> failed) {
        try {
            return client.send(request, body);
        } catch (IOException failure) {
            throw failed.apply(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", interrupted);
        }
    }

    /** Whether the response to this request has status 200. */
    static boolean answers(HttpClient client, HttpRequest request) {
        try {
            return send(client, request, BodyHandlers.discarding(), NoAnswer::new)
                            .statusCode()
                    == FOUND;
        } catch (NoAnswer notYet) {
            return false;
        }
    }

    private static final class NoAnswer extends LabException {

        private static final long serialVersionUID = 1;

        NoAnswer(IOException failure) {
            super("no response", failure);
        }
    }

    /** @param sender the sender of the text, for the message */
    static JsonNode json(String text, String sender) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new LabException("the response of " + sender + " is not JSON: " + text, malformed);
        }
    }
}
