package dev.corral.lab.drill;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.fleet.Prometheus;
import dev.corral.lab.fleet.PrometheusApi;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A fleet under a healthy load, with a Prometheus that evaluates the rules. */
public final class DrillFleet implements AutoCloseable {

    private static final Duration QUIET = Duration.ofMinutes(3);
    private static final String RULES = "rules/ttl-10s";
    private static final List<String> FILES = List.of("recording.yml", "alerts.yml");

    private final Fleet fleet;
    private final Stage stage;
    private final Load load;
    private final Prometheus prometheus;
    private final PrometheusApi api;
    private final Ctl ctl;

    private DrillFleet(
            Fleet fleet, Scenario scenario, List<Path> rules, Ctl ctl, Map<String, Supplier<String>> actions) {
        this.fleet = fleet;
        this.stage = new Stage(fleet, scenario);
        this.load = new Load(stage, actions);
        this.prometheus = Prometheus.start(
                fleet.layout().logs(),
                new PrometheusConfig(DrillScenario.SCRAPE, rules, fleet.layout(), load.port()).text());
        this.api = prometheus.api();
        this.ctl = ctl;
    }

    /**
     * Starts the fleet.
     *
     * @param dashboards the folder of the boards and of the rules
     */
    public static DrillFleet start(Scenario scenario, Layout layout, Path dashboards, Ctl ctl)
            throws InterruptedException {
        return start(scenario, layout, dashboards, ctl, Map.of());
    }

    /** @param actions what a POST to each path on the port of the load's counts does */
    static DrillFleet start(
            Scenario scenario, Layout layout, Path dashboards, Ctl ctl, Map<String, Supplier<String>> actions)
            throws InterruptedException {
        List<Path> rules = rules(dashboards.resolve(RULES));
        Fleet fleet = Fleet.forDrill(scenario, layout);
        try {
            DrillFleet drill = new DrillFleet(fleet, scenario, rules, ctl, actions);
            drill.load.begin();
            return drill;
        } catch (RuntimeException | InterruptedException failure) {
            fleet.close();
            throw failure;
        }
    }

    private static List<Path> rules(Path folder) {
        return FILES.stream()
                .map(folder::resolve)
                .map(DrillFleet::requireReadable)
                .toList();
    }

    private static Path requireReadable(Path file) {
        if (!Files.isReadable(file)) {
            throw new LabException("there is no " + file + ": run this in a checkout, after dashboards/rules/render");
        }
        return file;
    }

    public Fleet fleet() {
        return fleet;
    }

    Stage stage() {
        return stage;
    }

    Load load() {
        return load;
    }

    PrometheusApi api() {
        return api;
    }

    public String prometheusUrl() {
        return prometheus.url();
    }

    /** The address of the counts of the load. */
    public String loadUrl() {
        return "http://127.0.0.1:" + load.port();
    }

    /** The management URL of the first node. */
    String management() {
        return "http://127.0.0.1:" + fleet.layout().nodeManagement().getFirst();
    }

    /** Runs {@code ./corral ctl} with these arguments, through the first node. */
    Ctl.Result ctl(String arguments) {
        List<String> words = new ArrayList<>(List.of(arguments.split(" ")));
        words.addAll(List.of(
                "--node", management(), "--token-file", fleet.tokenFile().toString()));
        return ctl.run(words);
    }

    /** Undoes every switch in force. */
    void undoSwitches() {
        new SwitchesInForce(this::ctl).undo();
    }

    /** Ends every fault, starts what is not running, and waits until the nodes are ready. */
    void heal() {
        startRedis();
        stage.redis().client().endMemoryLimit();
        stage.origin().endFaults();
        stage.origin().dropQueue();
        IntStream.range(0, stage.nodes()).forEach(this::revive);
    }

    /** Starts Redis if it does not run. A second start would empty it. */
    void startRedis() {
        if (stage.redis().silence().isPresent()) {
            stage.redis().startAgain();
        }
    }

    private void revive(int node) {
        stage.health().revive(node);
        stage.driver().comeBack(node);
    }

    /** Waits until no alert fires that a drill judges, except those that linger; returns false if it takes too long. */
    boolean awaitQuiet() {
        return Patience.until(() -> Fired.isQuiet(api.alerts()), QUIET);
    }

    /** @throws LabException if a service of the fleet or Prometheus has ended */
    public void requireAlive() {
        fleet.requireServices();
        prometheus.requireAlive();
    }

    @Override
    public void close() {
        load.close();
        prometheus.close();
        stage.close();
        fleet.close();
    }
}
