package dev.corral.lab.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The HTTP client of a load: it selects the node for each read, and decides when a read is repeated. */
final class NodeClient {

    private final Vertx vertx;
    private final List<Integer> ports;
    private final HttpClient client;
    private final Set<Integer> left = ConcurrentHashMap.newKeySet();
    private volatile Retries retries = Retries.NONE;

    NodeClient(Vertx vertx, List<Integer> ports, int connections) {
        this.vertx = vertx;
        this.ports = ports;
        // A broken connection is a read without a response, which its sample records; it is not logged as well.
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setKeepAlive(true)
                        .setKeepAliveTimeout(60)
                        .setTracingPolicy(TracingPolicy.IGNORE))
                .with(new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1))
                .withConnectHandler(connection -> connection.exceptionHandler(broken -> {}))
                .build();
    }

    Future<HttpClientRequest> request(RequestOptions options) {
        return client.request(options);
    }

    void leave(int node) {
        left.add(node);
    }

    void comeBack(int node) {
        left.remove(node);
    }

    /** The port of this node, or of the next one that is not left. */
    int port(int node) {
        int each = node;
        while (left.contains(each) && left.size() < ports.size()) {
            each = (each + 1) % ports.size();
        }
        return ports.get(each);
    }

    Retries retries() {
        return retries;
    }

    void retry(Retries policy) {
        retries = policy;
    }

    /** Runs a step on the event loop of the caller. */
    void after(Duration pause, Runnable step) {
        if (pause.toMillis() == 0) {
            vertx.runOnContext(now -> step.run());
        } else {
            vertx.setTimer(pause.toMillis(), timer -> step.run());
        }
    }
}
