package dev.corral.lab.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.ending.LabException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client of the HTTP API of a Prometheus on loopback. */
public final class PrometheusApi {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String NAME = "Prometheus";

    private final HttpClient client;
    private final int port;

    PrometheusApi(HttpClient client, int port) {
        this.client = client;
        this.port = port;
    }

    /** An alert that is pending or fires. */
    public record Alert(String name, boolean firing, Map<String, String> labels) {

        /** Whether it is about this cache, or about no cache in particular. */
        public boolean concerns(String cache) {
            return labels.getOrDefault("cache", cache).equals(cache);
        }
    }

    /** One series of the result of an instant query, with its value. */
    public record Point(Map<String, String> labels, double value) {}

    /** The alerts that are pending or fire now. */
    public List<Alert> alerts() {
        return alerts(send(Http.request(port, "/api/v1/alerts", LIMIT).build()));
    }

    /** Returns the series of a query now, without those whose value is not a number. */
    public List<Point> query(String expression) {
        String form = "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        return points(send(Http.request(port, "/api/v1/query", LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build()));
    }

    private String send(HttpRequest request) {
        return Http.send(
                        client,
                        request,
                        HttpResponse.BodyHandlers.ofString(),
                        failure -> new LabException(NAME + " does not answer: " + Reasons.of(failure), failure))
                .body();
    }

    static List<Alert> alerts(String answer) {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode each : data(answer).path("alerts")) {
            Map<String, String> labels = labels(each.path("labels"));
            alerts.add(new Alert(
                    labels.getOrDefault("alertname", ""),
                    each.path("state").asText().equals("firing"),
                    labels));
        }
        return alerts;
    }

    static List<Point> points(String answer) {
        JsonNode data = data(answer);
        JsonNode result = data.path("result");
        if (data.path("resultType").asText().equals("scalar")) {
            return point(result, Map.of());
        }
        List<Point> points = new ArrayList<>();
        for (JsonNode each : result) {
            points.addAll(point(each.path("value"), labels(each.path("metric"))));
        }
        return points;
    }

    /** @param value a time and the value as text */
    private static List<Point> point(JsonNode value, Map<String, String> labels) {
        double number = number(value.path(1).asText("NaN"));
        return Double.isNaN(number) ? List.of() : List.of(new Point(labels, number));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static Map<String, String> labels(JsonNode object) {
        Map<String, String> labels = new LinkedHashMap<>();
        object.properties()
                .forEach(each -> labels.put(each.getKey(), each.getValue().asText()));
        return labels;
    }

    private static JsonNode data(String answer) {
        JsonNode json = Http.json(answer, NAME);
        if (!json.path("status").asText().equals("success")) {
            throw new LabException(
                    NAME + " refuses the request: " + json.path("error").asText());
        }
        return json.path("data");
    }
}
