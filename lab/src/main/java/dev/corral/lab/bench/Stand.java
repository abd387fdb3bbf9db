package dev.corral.lab.bench;

import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.NodeClient;
import dev.corral.lab.fleet.Trouble;
import dev.corral.lab.fleet.Yardstick;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What is measured on: a fleet, the control beside it, and their load. */
public final class Stand implements AutoCloseable {

    /** At which a generator that shares two cores with the fleet does not lag. */
    private static final int PER_SECOND = 3_000;

    private static final Duration LEAD = Duration.ofMillis(50);
    /** The row that lives as long as the bench. */
    private static final KeyClass LASTING = KeyClass.PRODUCT;

    private final Fleet fleet;
    private final Yardstick yardstick;
    private final Driver driver;
    private final NodeClient client;

    private Stand(Fleet fleet, Yardstick yardstick) {
        this.fleet = fleet;
        this.yardstick = yardstick;
        List<Integer> ports = new ArrayList<>(fleet.layout().nodes());
        ports.add(yardstick.port());
        this.driver = new Driver(ports);
        this.client = new NodeClient(fleet.layout().nodes());
    }

    static Stand on(Fleet fleet) {
        return new Stand(fleet, Yardstick.beside(fleet));
    }

    /** The first node as a side, its row where that cache serves it from; and the controls made like it. */
    Side node(String cache, CacheStatus served, List<String> controls) {
        String id = LASTING.id(0);
        CacheStatus last = CacheStatus.UNKNOWN;
        for (int read = 0; read < 10 && last != served; read++) {
            last = client.read(0, cache, id).cacheStatus();
        }
        if (last != served) {
            throw new Trouble("the node does not serve " + cache + "/" + id + " " + served + ", but " + last);
        }
        yardstick.imitate(fleet.layout().nodes().getFirst(), cache, id, controls);
        return new Side("node", 0, fleet.pid(0), cache);
    }

    Side control(String control) {
        return new Side(control, fleet.layout().nodes().size(), yardstick.pid(), control);
    }

    Reading read(Side side, Duration span, CacheStatus expected) throws InterruptedException {
        List<Arrival> arrivals = arrivals(side, span);
        Processor processor = Processor.of(side.pid());
        List<Sample> samples = driver.drive(side.cache(), arrivals, LEAD);
        long micros = processor.micros();
        long strays = samples.stream()
                .filter(sample -> sample.failed() || sample.cacheStatus() != expected)
                .count();
        return new Reading(side.name(), samples.size(), micros, strays, Lag.of(samples));
    }

    private static List<Arrival> arrivals(Side side, Duration span) {
        int count = (int) (PER_SECOND * span.toMillis() / 1_000);
        return IntStream.range(0, count)
                .mapToObj(each -> new Arrival(each * 1_000_000_000L / PER_SECOND, LASTING, 0, side.target()))
                .toList();
    }

    @Override
    public void close() {
        driver.close();
        client.close();
        yardstick.close();
    }
}
