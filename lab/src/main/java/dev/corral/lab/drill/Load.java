package dev.corral.lab.drill;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Retries;
import dev.corral.lab.scenario.Rung;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The load of a drill. A healthy load on every cache runs as long as this is open: reads of a few keys, whose entries
 * expire one after another, and of ids that do not exist.
 */
final class Load implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(90);
    private static final Duration LIFE = DrillScenario.TTL.multipliedBy(6);
    private static final int KEYS = 4;
    private static final double READS = 8;
    private static final double READS_OF_FULL = 24;
    private static final int ABSENT = 50;
    private static final double ABSENT_READS = 0.5;
    private static final Duration ABSENT_ROUND = Duration.ofMillis(Math.round(1_000 * ABSENT / ABSENT_READS));
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final int WARM_UP_READS = 20;

    private final Stage stage;
    private final LoadCounts counts = new LoadCounts();
    private final Driver impatient;
    private final LoadExporter exporter;
    private final List<Traffic> healthy = new ArrayList<>();

    /** @param actions what a POST to each path on the port of the counts does */
    Load(Stage stage, Map<String, Supplier<String>> actions) {
        this.stage = stage;
        this.impatient = new Driver(stage.fleet().layout().nodes());
        this.exporter = LoadExporter.start(counts, actions);
    }

    /**
     * Begins the healthy load, after some reads that nobody counts: code that is not yet compiled is so slow that the
     * entries of all keys would be stored together.
     */
    void begin() throws InterruptedException {
        List<String> caches = Arrays.stream(Rung.values())
                .filter(Rung::caches)
                .map(Rung::cache)
                .toList();
        int keys = (int) (WARM_UP_READS * WARM_UP.toSeconds());
        stage.drive(caches, Reads.each(KeyClass.PRODUCT, stage.freshKeys(keys), keys, WARM_UP_READS, stage.nodes()));
        caches.forEach(this::begin);
    }

    private void begin(String cache) {
        double reads = cache.equals(Rung.FULL.cache()) ? READS_OF_FULL : READS;
        healthy.add(traffic(
                cache,
                Spread.renewed(DrillScenario.TTL, KeyClass.PRODUCT, 0, KEYS, reads, stage.nodes(), LONGEST, LIFE)));
        healthy.add(traffic(
                cache, Spread.over(ABSENT_ROUND, KeyClass.ABSENT, 0, ABSENT, ABSENT_READS, stage.nodes(), LONGEST)));
    }

    /** Starts reads that are counted; the caller ends them. */
    Traffic traffic(String cache, List<Arrival> arrivals) {
        return Traffic.begin(stage.driver(), cache, arrivals, counts.of(cache));
    }

    /** Starts reads by clients that wait for a short time only and repeat a read that has failed. */
    Traffic impatient(String cache, List<Arrival> arrivals, Retries retries) {
        impatient.retry(retries);
        return Traffic.begin(impatient, cache, arrivals, counts.of(cache));
    }

    void stopRetries() {
        impatient.retry(Retries.NONE);
    }

    /** The port of the counts on loopback. */
    int port() {
        return exporter.port();
    }

    /** Observes the delay of the load generators anew. */
    void restartLag() {
        counts.delay().restart();
    }

    Lag lag() {
        return counts.delay().lag();
    }

    @Override
    public void close() {
        healthy.forEach(Traffic::close);
        exporter.close();
        impatient.close();
    }
}
