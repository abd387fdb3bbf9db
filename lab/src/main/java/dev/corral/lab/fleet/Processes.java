package dev.corral.lab.fleet;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A Redis and the services beside it, as processes of their own, from their start to their end. */
final class Processes implements AutoCloseable {

    private final Path logs;
    private final List<String> prefix;
    private final List<Service> services = new CopyOnWriteArrayList<>();
    private final List<Service> nodes = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(this::end, "end the processes of the lab");
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** Null until it answers. */
    private volatile RedisServer redis;

    private boolean closed;

    private Processes(Path logs, List<String> prefix) {
        this.logs = logs;
        this.prefix = prefix;
    }

    /** @param redisUrl of a Redis that is there already; null starts one */
    static Processes beside(String redisUrl, Path logs) {
        return new Processes(logs, List.of()).with(() -> redis(redisUrl, logs));
    }

    /**
     * The same, yielding the processor to the lab: where services and load share a machine, a generator that waits for its
     * turn would send late, and what it measured would be its own wait.
     */
    static Processes yielding(String redisUrl, Path logs) {
        return new Processes(logs, List.of("nice", "-n", "10")).with(() -> redis(redisUrl, logs));
    }

    /** For tests: with a Redis that is started otherwise. */
    static Processes beside(Supplier<RedisServer> starter, Path logs) {
        return new Processes(logs, List.of()).with(starter);
    }

    /** The hook is there first: the start of a Redis may take two minutes, and may be interrupted. */
    private Processes with(Supplier<RedisServer> starter) {
        Ending.expect();
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            // What an earlier run of the same folder left, which may have been killed, goes first.
            WorkFolder.claim(logs);
            redis = starter.get();
            return this;
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private static RedisServer redis(String url, Path logs) {
        return url == null ? RedisServer.start(logs) : RedisServer.at(url);
    }

    Service start(Service.Spec spec) {
        Service service = begin(spec);
        services.add(service);
        return service;
    }

    /** One that whoever began it ends. */
    Service begin(Service.Spec spec) {
        return Service.start(spec, logs, prefix);
    }

    /** The layout's nodes, each under its name. */
    void startNodes(Layout layout, Map<String, String> settings, int heapMiB) {
        for (int each = 0; each < layout.nodes().size(); each++) {
            String name = Layout.nodeName(each);
            Map<String, String> own = new LinkedHashMap<>(settings);
            own.putIfAbsent("corral.node.name", name);
            own.putIfAbsent("quarkus.redis.hosts", redis.url());
            int port = layout.nodes().get(each);
            int management = layout.nodeManagement().get(each);
            nodes.add(start(new Service.Spec(name, layout.jar("cache-node"), port, management, heapMiB, own)));
        }
    }

    NodeProcess node(int index) {
        return new NodeProcess(nodes.get(index), client);
    }

    long pid(String name) {
        return services.stream()
                .map(Service::child)
                .filter(child -> child.name().equals(name))
                .mapToLong(Child::pid)
                .findFirst()
                .orElseThrow();
    }

    void awaitReady() {
        services.forEach(service -> service.awaitReady(client));
    }

    /** @throws LabException naming the service that has ended unasked, and how */
    void requireServices() {
        for (Service service : services) {
            if (service.child().hasEndedUnasked() && !Ending.isWanted()) {
                throw service.child().ended();
            }
        }
    }

    /** The same, the lab's own Redis among them. */
    void requireAlive() {
        requireServices();
        redis.requireAlive();
    }

    /** Whether one has ended whose port another process took between its choice and its use. */
    boolean portTaken() {
        return services.stream()
                .anyMatch(service -> !service.child().running()
                        && !(Ports.isFree(service.port()) && Ports.isFree(service.managementPort())));
    }

    RedisServer redis() {
        return redis;
    }

    HttpClient client() {
        return client;
    }

    /** Where the lab is ended from outside, by Ctrl-C for one. */
    private void end() {
        Ending.begin();
        close();
        // One that was being started, and those that others began.
        Child.endAll();
        WorkFolder.deleteAll(logs);
    }

    /** Once; a second call waits for the first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        forgetHook();
        // All are asked to leave first, so that they leave side by side.
        services.forEach(service -> service.child().leave());
        services.reversed().forEach(Service::close);
        if (redis != null) {
            redis.close();
        }
        WorkFolder.deleteAll(logs);
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It runs, or the others do.
        }
    }
}
