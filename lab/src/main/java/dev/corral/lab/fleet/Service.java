package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Quarkus service of the fleet, as a process. */
final class Service implements AutoCloseable {

    private static final int START_SECONDS = 60;
    private static final String SETTINGS = "settings.properties";

    private final Spec spec;
    private final Path log;
    private final List<String> prefix;
    private final WorkFolder startFolder;
    private volatile Child child;

    private Service(Spec spec, Path log, List<String> prefix) {
        this.spec = spec;
        this.log = log;
        this.prefix = prefix;
        this.startFolder = WorkFolder.ofStart(log.getParent(), spec.name);
        this.child = started();
    }

    private Child started() {
        try {
            return Child.start(spec.name, log, command(prefix, Map.of(), spec.jvm));
        } catch (RuntimeException notStarted) {
            startFolder.delete();
            throw notStarted;
        }
    }

    /**
     * The specification of a service.
     *
     * @param settings the properties of the service, which may contain secrets
     */
    record Spec(String name, Path jar, int port, int managementPort, Jvm jvm, Map<String, String> settings) {}

    /** @param prefix the beginning of the command that starts it */
    static Service start(Spec spec, Path logs, List<String> prefix) {
        if (!Files.isReadable(spec.jar)) {
            throw new LabException("there is no " + spec.jar + ": start the lab with ./corral, which builds it");
        }
        return new Service(spec, logs.resolve(spec.name + ".log"), prefix);
    }

    /**
     * Starts the service again after it has ended.
     *
     * @param before the command that starts it, and its further arguments
     */
    void startAgain(List<String> before) {
        startAgain(before, Map.of(), spec.jvm);
    }

    /**
     * Starts the service again after it has ended.
     *
     * @param start how this start differs from the first one
     */
    void startAgain(NodeStart start) {
        Jvm jvm = start.trained() ? spec.jvm : BuiltAotCache.outOf(spec.jvm);
        startAgain(List.of(), start.settings(), start.jvm(jvm));
    }

    private void startAgain(List<String> before, Map<String, String> other, Jvm jvm) {
        List<String> both = new ArrayList<>(before);
        both.addAll(prefix);
        child.close();
        child = Child.startAgain(spec.name, log, command(both, other, jvm));
    }

    /**
     * The command that starts the service. What it reads at its start, secrets included, is in a folder that the next
     * run deletes if this run is killed.
     */
    private List<String> command(List<String> before, Map<String, String> other, Jvm jvm) {
        List<String> command = new ArrayList<>(JvmCommand.of(spec.name, log.getParent(), jvm, before));
        command.addAll(List.of(
                "-Dquarkus.http.port=" + spec.port,
                "-Dquarkus.management.port=" + spec.managementPort,
                "-Dcorral.exit-with-stdin=true",
                new SettingsFile(startFolder.path().resolve(SETTINGS)).write(settings(spec, other))));
        command.addAll(List.of("-jar", spec.jar.toString()));
        return command;
    }

    private static Map<String, String> settings(Spec spec, Map<String, String> other) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.vertx.event-loops-pool-size", "2");
        settings.put("quarkus.banner.enabled", "false");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.putAll(spec.settings);
        settings.putAll(other);
        return settings;
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
                throw StartSentence.of(spec.name, log).orElseGet(() -> child.trouble("did not start"));
            }
            if (System.nanoTime() > endNanos) {
                throw child.trouble("was not ready within " + START_SECONDS + " s");
            }
            Patience.brief();
        }
        startFolder.delete();
    }

    /** Whether the service reports that it is ready now. */
    boolean ready(HttpClient client) {
        return Http.answers(
                client,
                Http.request(spec.managementPort, "/q/health/ready", Duration.ofSeconds(2))
                        .build());
    }

    URI management(String path) {
        return URI.create("http://127.0.0.1:" + spec.managementPort + path);
    }

    @Override
    public void close() {
        child.close();
        startFolder.delete();
    }
}
