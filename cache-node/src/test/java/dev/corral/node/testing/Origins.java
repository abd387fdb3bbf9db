package dev.corral.node.testing;

import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.origin.ForwardedFields;
import dev.corral.node.origin.HttpOrigin;
import dev.corral.node.origin.UrlTemplate;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Creates adapters to an origin with settings that suit tests. */
public final class Origins {

    public static final Duration KEEP_ALIVE = Duration.ofSeconds(4);
    public static final Duration REST = Duration.ofMillis(20);
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Origins() {}

    public static HttpOrigin of(Vertx vertx, String url, HttpOrigin.Connections connections) {
        return of(vertx, url, connections, TIMEOUT, Optional.empty());
    }

    public static HttpOrigin of(
            Vertx vertx, String url, HttpOrigin.Connections connections, Duration timeout, Optional<String> via) {
        HttpOrigin.Settings settings = new HttpOrigin.Settings(
                new UrlTemplate(url),
                timeout,
                1_000_000,
                new ResponseBudget(10_000_000),
                connections,
                Optional.of("Row-Version"),
                new ForwardedFields(List.of("User-Agent")));
        HttpOrigin.Asker asker = new HttpOrigin.Asker("node-7", "corral/test", via);
        return new HttpOrigin(vertx, settings, asker, new WritesWithin(timeout, vertx));
    }
}
