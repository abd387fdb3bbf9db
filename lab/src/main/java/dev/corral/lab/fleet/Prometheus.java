package dev.corral.lab.fleet;

import dev.corral.lab.ending.Ending;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The Prometheus that is on PATH, as a process on loopback. Its data are deleted when it ends. */
public final class Prometheus implements AutoCloseable {

    private static final String NAME = PrometheusProgram.NAME;
    private static final String CONFIG = "prometheus.yml";
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** The number of attempts with new ports. */
    private static final int PORTS = 3;

    private final WorkFolder files;
    private final int port = Ports.free(1).getFirst();
    private final HttpClient client = Http.client();
    private final Child child;

    private Prometheus(Path program, Path logs, String config) throws IOException {
        files = WorkFolder.ofStart(logs, NAME).renew();
        Path file = Files.writeString(files.path().resolve(CONFIG), config, StandardCharsets.UTF_8);
        child = Child.start(NAME, logs.resolve(NAME + ".log"), command(program, file));
    }

    /**
     * Starts it; it is ready when this returns.
     *
     * @param config the text of its configuration file
     * @throws LabException if there is none on PATH, or it does not start
     */
    public static Prometheus start(Path logs, String config) {
        Path program = PrometheusProgram.on(ProgramPath.ofLab()).path();
        for (int each = 1; ; each++) {
            Prometheus started = begin(program, logs, config);
            try {
                started.awaitReady();
                return started;
            } catch (RuntimeException failure) {
                boolean moves = each < PORTS && started.portTaken();
                started.close();
                if (!moves) {
                    throw failure;
                }
            }
        }
    }

    private static Prometheus begin(Path program, Path logs, String config) {
        try {
            return new Prometheus(program, logs, config);
        } catch (IOException failure) {
            throw new LabException("could not start " + NAME + ": " + Reasons.of(failure), failure);
        }
    }

    /** Whether it ended because another process listens on its port. */
    private boolean portTaken() {
        return !child.running() && !Ports.isFree(port);
    }

    /** @throws LabException if there is none on PATH, or it is too old for the rules */
    public static void require() {
        PrometheusProgram.on(ProgramPath.ofLab()).requireVersion();
    }

    /** The process ends with the lab, like the lab's Redis. Its data are in its working folder. */
    private List<String> command(Path program, Path config) {
        return RedisCommand.local(
                        program.toString(),
                        List.of(
                                "--config.file=" + config,
                                "--storage.tsdb.path=data",
                                "--web.listen-address=127.0.0.1:" + port,
                                "--log.level=warn"))
                .start();
    }

    private void awaitReady() {
        long endNanos = System.nanoTime() + START.toNanos();
        while (!Http.answers(client, Http.request(port, "/-/ready", LIMIT).build())) {
            if (!child.running()) {
                throw child.trouble("did not start");
            }
            if (System.nanoTime() > endNanos) {
                throw child.trouble("was not ready within " + START.toSeconds() + " s");
            }
            Patience.brief();
        }
    }

    /** @throws LabException with its exit status, if it has ended */
    public void requireAlive() {
        if (!child.running() && !Ending.isWanted()) {
            throw child.ended();
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns a client of its HTTP API. */
    public PrometheusApi api() {
        return new PrometheusApi(client, port);
    }

    @Override
    public void close() {
        child.close();
        files.delete();
        client.close();
    }
}
