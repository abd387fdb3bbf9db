package dev.corral.lab.fleet;

import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One Redis, one origin and N cache nodes, as separate processes on loopback, from their start to their end. */
public final class Fleet implements AutoCloseable {

    private final RedisServer redis;
    private final Layout layout;
    private final List<Service> services = new ArrayList<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private boolean closed;

    private Fleet(RedisServer redis, Layout layout) {
        this.redis = redis;
        this.layout = layout;
    }

    /**
     * @param redisUrl of a Redis that is there already; null starts one
     * @param without mitigations to take out of every stack
     */
    public static Fleet start(Scenario scenario, Layout layout, String redisUrl, List<String> without) {
        RedisServer redis = redisUrl == null ? RedisServer.start(layout.logs()) : RedisServer.at(redisUrl);
        Fleet fleet = new Fleet(redis, layout);
        try {
            fleet.startServices(scenario, without);
            return fleet;
        } catch (RuntimeException failure) {
            fleet.close();
            throw failure;
        }
    }

    private void startServices(Scenario scenario, List<String> without) {
        services.add(Service.start(
                "origin",
                layout.jar("slow-origin"),
                layout.origin(),
                layout.originManagement(),
                originSettings(scenario),
                layout.logs()));
        for (int each = 0; each < scenario.nodes(); each++) {
            String name = "node-" + (each + 1);
            services.add(Service.start(
                    name,
                    layout.jar("cache-node"),
                    layout.nodes().get(each),
                    layout.nodeManagement().get(each),
                    nodeSettings(name, scenario, without),
                    layout.logs()));
        }
        services.forEach(service -> service.awaitReady(client));
    }

    private static Map<String, String> originSettings(Scenario scenario) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("corral.origin.control", "true");
        settings.put("corral.origin.workers", String.valueOf(scenario.origin().workers()));
        settings.put("corral.origin.queue", String.valueOf(scenario.origin().queue()));
        settings.put("corral.origin.median", iso(scenario.origin().median()));
        settings.put("corral.origin.spread", String.valueOf(scenario.origin().spread()));
        settings.put(
                "corral.origin.value-size", String.valueOf(scenario.origin().valueBytes()));
        settings.put("corral.origin.seed", String.valueOf(scenario.seed()));
        return settings;
    }

    private Map<String, String> nodeSettings(String name, Scenario scenario, List<String> without) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("corral.node.name", name);
        settings.put("corral.origin.url", "http://127.0.0.1:" + layout.origin() + "/rows/{key}");
        settings.put("corral.origin.connections", String.valueOf(connections(scenario)));
        settings.put("quarkus.redis.hosts", redis.url());
        settings.put("corral.writes", "true");
        if (!without.isEmpty()) {
            settings.put("corral.without", String.join(",", without));
        }
        for (Rung rung : Rung.values()) {
            cacheSettings("corral.caches." + rung.cache() + ".", rung, scenario.times(), settings);
        }
        return settings;
    }

    /** Enough for all that the origin can work on and queue: what overflows, overflows there, where it is counted. */
    private static int connections(Scenario scenario) {
        return (scenario.origin().workers() + scenario.origin().queue()) / scenario.nodes() + 100;
    }

    private static void cacheSettings(String prefix, Rung rung, Scenario.Times times, Map<String, String> settings) {
        if (rung.caches()) {
            settings.put(prefix + "ttl", iso(times.productTtl()));
            settings.put(prefix + "ttl-by-prefix.hot", iso(times.hotTtl()));
        }
        if (rung.atLeast(Rung.SWR)) {
            settings.put(prefix + "stale-while-revalidate", iso(times.staleFor()));
        }
        if (rung.atLeast(Rung.JITTER)) {
            settings.put(prefix + "jitter", String.valueOf(times.jitter()));
        }
        if (rung.atLeast(Rung.NEGATIVE)) {
            settings.put(prefix + "negative-ttl", iso(times.negativeTtl()));
        }
    }

    private static String iso(Duration duration) {
        return duration.toString();
    }

    public Layout layout() {
        return layout;
    }

    public RedisServer redis() {
        return redis;
    }

    public Origin origin() {
        return new Origin(client, services.getFirst().management("/"));
    }

    /** @throws Trouble naming the process that has ended */
    public void requireAlive() {
        for (Service service : services) {
            if (!service.child().running()) {
                throw service.child().trouble("has ended");
            }
        }
    }

    /** Once; a second call waits for the first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        // All are asked to leave first, so that they leave side by side.
        services.forEach(service -> service.child().leave());
        services.reversed().forEach(Service::close);
        redis.close();
    }
}
