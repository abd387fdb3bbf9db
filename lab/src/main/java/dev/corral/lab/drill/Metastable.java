package dev.corral.lab.drill;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.fleet.PrometheusApi.Point;
import dev.corral.lab.load.Retries;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A metastable failure: the origin is slow for some seconds, and the requests that clients repeat keep it overloaded
 * after it is quick again. The reads are of rows that are not stored, at a rate that the origin can process.
 */
final class Metastable implements Harm {

    private static final String CACHE = Rung.NAIVE.cache();

    /** Far longer than the drill before it, because the alert compares the load with the median since the start. */
    private static final Duration USUAL = DrillScenario.TTL.multipliedBy(12);

    static final Herd HERD = new Herd(
            Herd.About.of(
                            "metastable",
                            "CorralMetastable",
                            CACHE,
                            "the origin is slow for 5 s, under clients that repeat requests",
                            Panel.atMost(0.3, "Metastable", "Share of retries"))
                    .observedFor(USUAL)
                    .followedBy(Map.of(
                            "CorralOriginSlow", "queries wait in the queue of the origin",
                            "CorralColdStart", "the rows have not been read before",
                            "CorralMissRateHigh", "each repeated request is a miss",
                            "CorralOriginSpikes", "the load ends and begins again with the steps",
                            "CorralShedding", "the step refuses the loads of the cache",
                            "CorralLockContention", Followers.QUEUE,
                            "CorralLockWaitLong", Followers.QUEUE,
                            "CorralStaleShareHigh", Followers.QUEUE,
                            "CorralBreakerOpen", "queries of all caches time out")),
            Metastable::new);

    private static final int PER_SECOND = 110;
    private static final Retries CLIENTS = Retries.upTo(3, Duration.ofSeconds(1));
    private static final double SLOWNESS = 4;
    private static final Duration TRIGGER = Duration.ofSeconds(5);
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(30);

    private static final String GOODPUT = Text.of(
            "sum(corral:goodput:rate_short{namespace=\"%s\", cache=\"%s\"})", PrometheusConfig.NAMESPACE, CACHE);

    private static final Duration FOLLOWS_WITHIN = Duration.ofSeconds(20);

    /** The share of what the gate admits that must be answered; the rest is for the time that a load spends on a node. */
    private static final double FOLLOWS = 0.8;

    private final DrillFleet fleet;
    private Traffic traffic;

    Metastable(DrillFleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public void prepare() {
        traffic = fleet.load().impatient(CACHE, KeyReads.once(fleet, PER_SECOND), CLIENTS);
    }

    @Override
    public void begin() {
        fleet.stage().origin().speed(SLOWNESS);
        Patience.pause(TRIGGER);
        fleet.stage().origin().endFaults();
    }

    @Override
    public List<Step> steps() {
        return List.of(
                Step.ctl("shed " + CACHE + " on"),
                Step.by("/clients/wait", "wait until the origin has no queue", this::drain),
                Step.by(
                        "/clients/stop-retries",
                        "let the clients send each request once",
                        drill -> drill.load().stopRetries()),
                Step.ctl("stack " + CACHE + " --with gate"),
                Step.ctl("gate 4"),
                Step.ctl("shed " + CACHE + " off"),
                follows(4),
                Step.ctl("gate 8"),
                follows(8),
                Step.ctl("gate 16"),
                follows(16));
    }

    private static Step follows(int permits) {
        return Step.look("see that goodput follows", drill -> {
            double expected = expected(permits, drill.stage().nodes());
            boolean follows = Patience.until(() -> goodput(drill) >= expected, FOLLOWS_WITHIN);
            return follows
                    ? new Ctl.Result(0, "")
                    : new Ctl.Result(
                            1,
                            Text.of(
                                    "goodput is %.0f per second, expected at least %.0f with a gate of %d",
                                    goodput(drill), expected, permits));
        });
    }

    private static double goodput(DrillFleet drill) {
        return drill.api().query(GOODPUT).stream()
                .mapToDouble(Point::value)
                .sum();
    }

    /** The goodput that shows that the load follows a gate: a share of what it admits, or of the load if that is less. */
    static double expected(int permits, int nodes) {
        double admitted = permits * nodes * 1e3 / DrillScenario.MEDIAN.toMillis();
        return FOLLOWS * Math.min(PER_SECOND, admitted);
    }

    private void drain(DrillFleet drained) {
        Patience.until(() -> drained.stage().origin().live().queued() == 0, DRAINED_WITHIN);
    }

    @Override
    public void close() {
        fleet.load().stopRetries();
        if (traffic != null) {
            traffic.close();
        }
    }
}
