package dev.corral.lab.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The control beside a fleet: a service that gives the node's answers with nothing of the guard in it. */
public final class Yardstick implements AutoCloseable {

    /** An answer that is there already, by a route of the server's. */
    public static final String CONSTANT = "constant";

    /** The same, by a resource of the framework's. */
    public static final String RESOURCE = "resource";

    /** The next two read the store as a hit does. */
    public static final String BATCHED = "batched";

    public static final String UNBATCHED = "unbatched";

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String PREFIX = "Model-";
    private static final String IDENTITY = "Store-Identity";
    /** Made anew for each answer. */
    private static final Set<String> OF_THE_SERVER = Set.of("content-length");

    private final Service service;
    private final String identity;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Yardstick(Service service, String identity) {
        this.service = service;
        this.identity = identity;
    }

    /** Beside the fleet, on its Redis, with the flags of its nodes; ready when this returns. */
    public static Yardstick beside(Fleet fleet) {
        Yardstick yardstick =
                new Yardstick(fleet.begin("yardstick", Map.of()), fleet.redis().identity());
        yardstick.service.awaitReady(yardstick.client);
        return yardstick;
    }

    public int port() {
        return service.port();
    }

    /** @throws LabException naming how it ended, where it has */
    public void requireAlive() {
        if (service.child().hasEndedUnasked() && !Ending.isWanted()) {
            throw service.child().ended();
        }
    }

    public long pid() {
        return service.child().pid();
    }

    /**
     * Makes the controls answer as a node does, and makes sure that they do.
     *
     * @param node port of the node whose answer it is
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
            throw new LabException("the control '" + control + "' gives another answer than the node: "
                    + answer.headers().map().keySet() + " for " + headers + ", " + answer.body().length
                    + " bytes for " + model.body().length);
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
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw new LabException(request.uri() + " was answered " + answer.statusCode());
            }
            return answer;
        } catch (IOException failure) {
            throw new LabException(request.uri() + " is not answered: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }
}
