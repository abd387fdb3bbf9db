package dev.corral.lab.bench;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.ExtraService;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.fleet.NodeClient;
import dev.corral.lab.fleet.Yardstick;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.ClosedLoop;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The first node of a fleet and the controls next to it, as the sides of a comparison under the same load. */
public final class ControlledNode implements AutoCloseable {

    /** A rate at which a load generator that shares two cores with the fleet does not lag. */
    private static final int PER_SECOND = 4_000;

    /**
     * The requests that are sent together, as by the callers of a busy node. For single requests, waking up is most of
     * their cost.
     */
    private static final int AT_ONCE = 16;

    /**
     * The exact number of connections to each side. A load generator that is late would open hundreds, over which the
     * same load arrives spread out, and a side with many connections wakes up for each request.
     */
    private static final int CONNECTIONS = 2 * AT_ONCE;

    /** The class of the row that lives as long as the bench. */
    static final KeyClass LASTING = KeyClass.PRODUCT;

    private static final int SETTLING_READS = 10;

    private final Stage stage;
    private final Yardstick yardstick;
    private final List<Integer> ports;
    private final Driver pacer;
    private final ClosedLoop closedLoop = new ClosedLoop();

    private ControlledNode(Stage stage, Yardstick yardstick, List<Integer> more) {
        this.stage = stage;
        this.yardstick = yardstick;
        this.ports = new ArrayList<>(stage.fleet().layout().nodes());
        ports.add(yardstick.port());
        ports.addAll(more);
        this.pacer = new Driver(ports, CONNECTIONS);
    }

    static ControlledNode on(Stage stage) {
        return new ControlledNode(stage, Yardstick.beside(stage.fleet()), List.of());
    }

    /** Returns the same node and controls with further nodes; only its load generators are to be ended. */
    ControlledNode with(List<ExtraService> nodes) {
        return new ControlledNode(
                stage, yardstick, nodes.stream().map(ExtraService::port).toList());
    }

    /** Returns one of the further nodes as a side, once that cache serves its row from there. */
    Side extra(String name, ExtraService node, String cache, CacheStatus served) {
        try (NodeClient client = new NodeClient(List.of(node.port()))) {
            settle(client, 0, name, cache, served);
        }
        return new Side(name, ports.indexOf(node.port()), node.pid(), cache);
    }

    /** @throws LabException if a process of the fleet, or the control, has ended */
    void requireAlive() {
        stage.requireAlive();
        yardstick.requireAlive();
    }

    /**
     * Returns the first node as a side, once that cache serves its row from there; the controls are made to return the
     * same response.
     */
    Side node(String cache, CacheStatus served, List<String> controls) {
        settle(cache, served);
        yardstick.imitate(stage.fleet().layout().nodes().getFirst(), cache, LASTING.id(0), controls);
        return new Side("node", 0, stage.fleet().pid(0), cache);
    }

    /** Waits until every node serves the lasting row from there. */
    void settle(String cache, CacheStatus served) {
        for (int node = 0; node < stage.nodes(); node++) {
            settle(stage.client(), node, Layout.nodeName(node), cache, served);
        }
    }

    private static void settle(NodeClient client, int node, String name, String cache, CacheStatus served) {
        CacheStatus last = CacheStatus.UNKNOWN;
        for (int read = 0; read < SETTLING_READS && last != served; read++) {
            last = client.read(node, cache, LASTING.id(0)).cacheStatus();
        }
        if (last == CacheStatus.UNKNOWN) {
            throw new LabException(name + " serves no read of a row of '" + cache + "' from its cache");
        }
        if (last != served) {
            throw new Missed(settled(cache, served, last, name));
        }
    }

    static Verdict settled(String cache, CacheStatus served, CacheStatus seen, String node) {
        return new Verdict(
                "cache status of a row of '" + cache + "' that the node has served before",
                served.toString(),
                seen.toString(),
                node,
                false);
    }

    Side control(String control) {
        return new Side(control, stage.nodes(), yardstick.pid(), control);
    }

    Reading read(Side side, Duration span, CacheStatus expected) throws InterruptedException {
        List<Arrival> arrivals = arrivals(side, span);
        Processor processor = Processor.of(side.pid());
        List<Sample> samples = pacer.drive(side.cache(), arrivals, Driver.soon());
        long micros = processor.micros();
        long strays = samples.stream()
                .filter(sample -> sample.failed() || sample.cacheStatus() != expected)
                .count();
        return new Reading(side.name(), samples.size(), micros, strays, Lag.of(samples));
    }

    /** Returns the responses per second without a fixed rate. */
    double saturate(Side side, Duration span) throws InterruptedException {
        return closedLoop.drive(ports.get(side.target()), "/caches/" + side.cache() + "/" + LASTING.id(0), span);
    }

    private static List<Arrival> arrivals(Side side, Duration span) {
        int count = (int) (PER_SECOND * span.toMillis() / 1_000);
        return IntStream.range(0, count)
                .mapToObj(each ->
                        new Arrival(each / AT_ONCE * AT_ONCE * 1_000_000_000L / PER_SECOND, LASTING, 0, side.target()))
                .toList();
    }

    Stage stage() {
        return stage;
    }

    /** Ends the load generators. */
    void release() {
        pacer.close();
        closedLoop.close();
    }

    @Override
    public void close() {
        release();
        yardstick.close();
    }
}
