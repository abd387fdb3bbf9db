package dev.corral.lab.fleet;

import dev.corral.lab.ending.Ending;
import dev.corral.lab.ending.LabException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The control for a fleet: a service that returns the same responses as a node, without any part of the guard. */
public final class Yardstick implements AutoCloseable {

    /** A control that returns a prepared response from a route of the server. */
    public static final String CONSTANT = "constant";

    /** A control that returns a prepared response from a resource of the framework. */
    public static final String RESOURCE = "resource";

    /** This control and the next one read the store as a hit does. */
    public static final String BATCHED = "batched";

    public static final String UNBATCHED = "unbatched";

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String PREFIX = "Model-";
    private static final String IDENTITY = "Store-Identity";
    /** Headers that the server sets for each response. */
    private static final Set<String> OF_THE_SERVER = Set.of("content-length");

    private final Service service;
    private final String identity;
    private final HttpClient client = Http.client();

    private Yardstick(Service service, String identity) {
        this.service = service;
        this.identity = identity;
    }

    /** Starts the control on the fleet's Redis, with the flags of the nodes; it is ready when this returns. */
    public static Yardstick beside(Fleet fleet) {
        Yardstick yardstick =
                new Yardstick(fleet.begin("yardstick", Map.of()), fleet.redis().identity());
        yardstick.service.awaitReady(yardstick.client);
        return yardstick;
    }

    public int port() {
        return service.port();
    }

    /** @throws LabException with the exit status, if it has ended */
    public void requireAlive() {
        if (service.child().hasEndedUnasked() && !Ending.isWanted()) {
            throw service.child().ended();
        }
    }

    public long pid() {
        return service.child().pid();
    }

    /**
     * Makes the controls return the node's response, and checks that they do.
     *
     * @param node the port of the node whose response is imitated
     */
    public void imitate(int node, String cache, String id, List<String> controls) {
        HttpResponse<byte[]> model = get(node, cache, id);
        HttpRequest.Builder told = HttpRequest.newBuilder(uri(port(), "/caches/" + cache))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(model.body()))
                .header(IDENTITY, identity)
                .timeout(LIMIT);
        model.headers().map().forEach((name, values) -> {
            if (!OF_THE_SERVER.contains(name)) {
                told.header(PREFIX + name, values.getFirst());
            }
        });
        send(told.build());
        for (String control : controls) {
            requireAlike(control, model, get(port(), control, id));
        }
    }

    private static void requireAlike(String control, HttpResponse<byte[]> model, HttpResponse<byte[]> answer) {
        Set<String> headers = new TreeSet<>(model.headers().map().keySet());
        if (!headers.equals(new TreeSet<>(answer.headers().map().keySet()))
                || !Arrays.equals(model.body(), answer.body())) {
            throw new LabException("the control '" + control + "' does not send the same response as the node: headers "
                    + answer.headers().map().keySet() + " instead of " + headers + ", " + answer.body().length
                    + " bytes instead of " + model.body().length);
        }
    }

    private HttpResponse<byte[]> get(int port, String cache, String id) {
        return send(HttpRequest.newBuilder(uri(port, "/caches/" + cache + "/" + id))
                .timeout(LIMIT)
                .build());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        HttpResponse<byte[]> answer = Http.send(
                client,
                request,
                BodyHandlers.ofByteArray(),
                failure -> new LabException(request.uri() + " does not respond: " + failure.getMessage(), failure));
        if (answer.statusCode() / 100 != 2) {
            throw new LabException(request.uri() + " returned " + answer.statusCode());
        }
        return answer;
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }
}
