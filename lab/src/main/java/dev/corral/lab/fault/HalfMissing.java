package dev.corral.lab.fault;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.NewNodes;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.ClosedLoop;
import dev.corral.lab.load.ClosedLoop.Target;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Query;
import dev.corral.lab.scenario.Rung;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A load of which half of the reads miss: two reads of a new key, which two nodes receive at the same instant, and then
 * two reads of stored rows.
 */
record HalfMissing(Stage stage) {

    static final String CACHE = Rung.FULL.cache();

    private static final int ROWS = 200;
    private static final int ROWS_PER_SECOND = 200;
    /** The reads of a new key, and those of stored rows that follow them. */
    private static final int PAIR = 2;

    private static final int CYCLE = 2 * PAIR;

    /** Fewer than the loads that a node permits and queues. */
    private static final int CONNECTIONS_TO_EACH = 30;

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(5);

    /** Stores the rows that will be hits; they outlive the load. */
    void prepare() throws InterruptedException {
        stage.drive(CACHE, Reads.each(KeyClass.LASTING, 0, ROWS, ROWS_PER_SECOND, stage.nodes()));
    }

    /**
     * Measures how many such reads per second the fleet serves while one more node starts next to it, with a closed loop
     * over all nodes. A start takes processor time that, on a machine of its own, it would not take from the other
     * nodes. Each new key is read once here.
     */
    double capacity() throws InterruptedException {
        try (ClosedLoop loop = new ClosedLoop(CONNECTIONS_TO_EACH * stage.nodes(), CONNECTIONS_TO_EACH)) {
            Supplier<Target> targets = targets();
            loop.drive(targets, WARM_UP);
            try (NewNodes starting = NewNodes.start(stage.fleet(), "starting", 1, NodeChange.USUAL)) {
                double perSecond = loop.drive(targets, MEASURED);
                starting.awaitReady();
                return perSecond;
            }
        }
    }

    private Supplier<Target> targets() {
        List<Integer> ports = stage.fleet().layout().nodes();
        int[] read = {0};
        return () -> {
            int each = read[0]++;
            String id = each % 2 == 0 ? KeyClass.PRODUCT.id(stage.freshKeys(1)) : KeyClass.LASTING.id(each / 2 % ROWS);
            return new Target(ports.get(each / 2 % ports.size()), "/caches/" + CACHE + "/" + id);
        };
    }

    List<Arrival> arrivals(int perSecond, Duration span) {
        int cycles = (int) (perSecond * span.toSeconds() / CYCLE);
        return arrivals(stage.freshKeys(cycles), cycles, perSecond, stage.nodes());
    }

    static List<Arrival> arrivals(int first, int cycles, int perSecond, int nodes) {
        List<Arrival> arrivals = new ArrayList<>();
        long apartNanos = 1_000_000_000L / perSecond;
        for (int cycle = 0; cycle < cycles; cycle++) {
            long atNanos = cycle * CYCLE * 1_000_000_000L / perSecond;
            for (int read = 0; read < PAIR; read++) {
                arrivals.add(new Arrival(atNanos, KeyClass.PRODUCT, first + cycle, (cycle + read) % nodes));
            }
            for (int read = 0; read < PAIR; read++) {
                int row = cycle * PAIR + read;
                long later = atNanos + (PAIR + read) * apartNanos;
                arrivals.add(new Arrival(later, KeyClass.LASTING, row % ROWS, row % nodes));
            }
        }
        return arrivals;
    }

    /** The number of new keys with at least this many queries. */
    static long newKeys(Ledger ledger, int queries) {
        return ledger.of(KeyClass.PRODUCT).queries().stream()
                .collect(Collectors.groupingBy(Query::key, Collectors.counting()))
                .values()
                .stream()
                .filter(each -> each >= queries)
                .count();
    }
}
