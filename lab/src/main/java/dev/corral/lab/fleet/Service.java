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

    private final Spec spec;
    private final Path log;
    private final List<String> prefix;
    private volatile Child child;

    private Service(Spec spec, Path log, List<String> prefix) {
        this.spec = spec;
        this.log = log;
        this.prefix = prefix;
        this.child = Child.start(spec.name, log, command(spec, prefix));
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
        return new Service(spec, logs.resolve(spec.name + ".log"), prefix);
    }

    /** After it has ended.
     *
     * @param before the command that starts it, and what else stands there */
    void startAgain(List<String> before) {
        List<String> both = new ArrayList<>(before);
        both.addAll(prefix);
        child = Child.startAgain(spec.name, log, command(spec, both));
    }

    private static List<String> command(Spec spec, List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(java(spec.heapMiB));
        command.addAll(List.of(
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

    /** The command of a JVM with this heap, and the flags of all services. */
    static List<String> java(int heapMiB) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMiB + "m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow");
    }

    int port() {
        return spec.port;
    }

    int managementPort() {
        return spec.managementPort;
    }

    Child child() {
        return child;
    }

    void awaitReady(HttpClient client) {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!ready(client)) {
            if (!child.running()) {
                throw child.trouble("ended while it started");
            }
            if (System.nanoTime() > endNanos) {
                throw child.trouble("was not ready within " + START_SECONDS + " s");
            }
            Patience.brief();
        }
    }

    /** Whether it says so right now. */
    boolean ready(HttpClient client) {
        HttpRequest ready = HttpRequest.newBuilder(management("/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (java.io.IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Trouble("interrupted", interrupted);
        }
    }

    URI management(String path) {
        return URI.create("http://127.0.0.1:" + spec.managementPort + path);
    }

    @Override
    public void close() {
        child.close();
    }
}
