package dev.corral.lab.fleet;

import dev.corral.lab.ending.Ending;
import dev.corral.lab.ending.LabException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A Redis and the services that use it as separate processes, from their start to their end. */
final class Processes implements AutoCloseable {

    private final Path logs;
    private final List<String> prefix;
    private final List<Service> services = new CopyOnWriteArrayList<>();
    private final List<Service> nodes = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(this::end, "end the processes of the lab");
    private final HttpClient client = Http.client();

    /** Null until Redis has started and responds. */
    private volatile RedisServer redis;

    private boolean closed;

    private Processes(Path logs, List<String> prefix) {
        this.logs = logs;
        this.prefix = prefix;
    }

    /** @param redisUrl the URL of an existing Redis; null starts one */
    static Processes beside(String redisUrl, Path logs) {
        return new Processes(logs, List.of()).with(() -> redis(redisUrl, logs));
    }

    /**
     * Returns processes that run at a lower priority than the lab. If the services and the load share a machine, a load
     * generator that waits for the processor would send late and measure its own wait.
     */
    static Processes yielding(String redisUrl, Path logs) {
        return new Processes(logs, List.of("nice", "-n", "10")).with(() -> redis(redisUrl, logs));
    }

    /** For tests: starts Redis in another way. */
    static Processes beside(Supplier<RedisServer> starter, Path logs) {
        return new Processes(logs, List.of()).with(starter);
    }

    /**
     * Starts Redis. The shutdown hook is registered first, because the start may take two minutes and may be
     * interrupted.
     */
    private Processes with(Supplier<RedisServer> starter) {
        Ending.expect();
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            // First deletes what an earlier run left in the same folder; that run may have been killed.
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

    /**
     * Starts the origin, as Redis at the priority of the lab. Both stand for other machines: nodes that share their
     * processors must not make them slow.
     */
    Service startOrigin(Service.Spec spec) {
        Service service = Service.start(spec, logs, List.of());
        services.add(service);
        return service;
    }

    /** Starts a service that the caller must close. */
    Service begin(Service.Spec spec) {
        return Service.start(spec, logs, prefix);
    }

    /** Starts the nodes of the layout, each under its own name. */
    void startNodes(Layout layout, Map<String, String> settings, Jvm jvm) {
        for (int each = 0; each < layout.nodes().size(); each++) {
            String name = Layout.nodeName(each);
            Map<String, String> own = new LinkedHashMap<>(settings);
            own.putIfAbsent("corral.node.name", name);
            own.putIfAbsent("quarkus.redis.hosts", redis.url());
            int port = layout.nodes().get(each);
            int management = layout.nodeManagement().get(each);
            nodes.add(start(new Service.Spec(name, layout.jar("cache-node"), port, management, jvm, own)));
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

    /**
     * @throws LabException with the name of the service that has ended without a request of the lab, and its exit
     *     status
     */
    void requireServices() {
        for (Service service : services) {
            if (service.child().hasEndedUnasked() && !Ending.isWanted()) {
                throw service.child().ended();
            }
        }
    }

    /** Checks that no service and not the lab's own Redis has ended without a request of the lab. */
    void requireAlive() {
        requireServices();
        redis.requireAlive();
    }

    /** Whether a service has ended because another process took its port between the choice of the port and its use. */
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

    /** Ends everything when the lab is ended from outside, for example by Ctrl-C. */
    private void end() {
        Ending.begin();
        close();
        // Also ends a service that was being started, and those that were started for a caller.
        Child.endAll();
        WorkFolder.deleteAll(logs);
    }

    /** Ends the services and Redis once; a second call waits for the first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        forgetHook();
        // All services are requested to end first, so that they end in parallel.
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
            // The JVM is shutting down: this hook or the others already run.
        }
    }
}
