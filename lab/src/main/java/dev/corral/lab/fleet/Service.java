package dev.corral.lab.fleet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the fleet's Quarkus services, as a process with a small heap. */
final class Service implements AutoCloseable {

    static final int HEAP_MIB = 128;
    private static final int START_SECONDS = 60;

    private final Child child;
    private final int port;
    private final int managementPort;

    private Service(Child child, int port, int managementPort) {
        this.child = child;
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * One to be started.
     *
     * @param settings system properties of the process
     */
    record Spec(String name, Path jar, int port, int managementPort, int heapMiB, Map<String, String> settings) {}

    /** @param prefix of the command that starts it */
    static Service start(Spec spec, Path logs, List<String> prefix) {
        if (!Files.isReadable(spec.jar)) {
            throw new Trouble("there is no " + spec.jar + ": start the lab with ./corral, which builds it");
        }
        Child child = Child.start(spec.name, logs.resolve(spec.name + ".log"), command(spec, prefix));
        return new Service(child, spec.port, spec.managementPort);
    }

    private static List<String> command(Spec spec, List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + spec.heapMiB + "m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dquarkus.vertx.event-loops-pool-size=2",
                "-Dquarkus.banner.enabled=false",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.http.port=" + spec.port,
                "-Dquarkus.management.port=" + spec.managementPort,
                "-Dcorral.exit-with-stdin=true"));
        spec.settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", spec.jar.toString()));
        return command;
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    Child child() {
        return child;
    }

    void awaitReady(HttpClient client) {
        HttpRequest ready = HttpRequest.newBuilder(management("/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers(client, ready)) {
            if (!child.running()) {
                throw child.trouble("ended while it started");
            }
            if (System.nanoTime() > endNanos) {
                throw child.trouble("was not ready within " + START_SECONDS + " s");
            }
            Patience.brief();
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (java.io.IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", interrupted);
        }
    }

    URI management(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    @Override
    public void close() {
        child.close();
    }
}
