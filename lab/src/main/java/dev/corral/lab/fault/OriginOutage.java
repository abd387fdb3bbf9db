package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Origin;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * An outage of the origin under two loads: the steady one, whose rows are cached by then, and reads of rows that no
 * node holds.
 */
record OriginOutage(Stage stage, String cache, Duration length) {

    static final String KNOWN_FAILED = "known rows failed";
    static final String KNOWN_WAITED = "known rows waited for";
    static final String WRONG = "wrong";
    static final String STALE = "stale answers";
    static final String OPENED = "breakers opened";
    static final String CLOSED = "breakers closed in the logs";
    static final String REFUSED = "refusals looked at";
    static final String MUTE = "refusals without Retry-After";
    static final String WHILE_OPEN = "queries a second at its end";
    static final String AT_ONCE = "queries at once";
    static final String AFTER = "queries after it";
    static final String CONVOY = "most of them within 100 ms";

    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);
    private static final Duration END = Duration.ofSeconds(2);
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final int NEW_PER_SECOND = 60;

    /** @param then the second fault, which begins in the middle of the outage */
    Counts run(Consumer<Origin> fault, Consumer<Origin> then) throws InterruptedException, IOException {
        double openedBefore = stage.metrics().events(cache, "breaker_opened");
        Logs logs = Logs.fromNow(stage.fleet().layout());
        Refusals refusals = new Refusals(stage, cache);
        Drive drive = stage.begin(cache, arrivals());
        Patience.pause(BEFORE);
        long outMicros = drive.nowMicros();
        fault.accept(stage.origin());
        refusals.askFor(length.dividedBy(2));
        then.accept(stage.origin());
        refusals.askFor(length.dividedBy(2));
        long endMicros = drive.nowMicros();
        stage.origin().endFaults();
        Counted counted = drive.await();
        refusals.awaitAll();
        return seen(counted, new Window(outMicros, endMicros))
                .and(OPENED, stage.metrics().events(cache, "breaker_opened") - openedBefore)
                .and(CLOSED, logs.count("Circuit breaker of cache " + cache + " is closed"))
                .and(REFUSED, refusals.all())
                .and(MUTE, refusals.mute());
    }

    private List<Arrival> arrivals() {
        List<Arrival> all = new ArrayList<>(
                Schedule.draw(stage.scenario(), BEFORE.plus(length).plus(AFTERWARDS)));
        int keys = (int) (NEW_PER_SECOND * length.toSeconds());
        Reads.each(KeyClass.PRODUCT, stage.freshKeys(keys), keys, NEW_PER_SECOND, stage.nodes()).stream()
                .map(each ->
                        new Arrival(each.atNanos() + BEFORE.toNanos(), each.keyClass(), each.number(), each.node()))
                .forEach(all::add);
        all.sort(Comparator.comparingLong(Arrival::atNanos));
        return all;
    }

    private Counts seen(Counted counted, Window out) {
        Window end = Window.before(out.toMicros(), END);
        Ledger after = counted.ledger().where(Window.from(out.toMicros(), END)::began);
        return Counts.NOTHING
                .and("reads", counted.samples().size())
                .and(KNOWN_FAILED, counted.failed(this::known))
                .and(
                        KNOWN_WAITED,
                        counted.count(read -> out.sent(read)
                                && known(read)
                                && read.cacheStatus().waited()))
                .and(WRONG, counted.wrong())
                .and(STALE, counted.count(read -> out.sent(read) && read.cacheStatus() == CacheStatus.STALE))
                .and(WHILE_OPEN, counted.ledger().where(end::began).size() / end.seconds())
                .and(AT_ONCE, counted.ledger().mostAtOnce())
                .and(AFTER, after.size())
                .and(CONVOY, after.peak(MOMENT.toNanos() / 1_000));
    }

    /** Whether the read is for an existing row of the steady load. */
    private boolean known(Sample read) {
        KeyClass keyClass = read.arrival().keyClass();
        return keyClass == KeyClass.HOT
                || keyClass == KeyClass.PRODUCT
                        && read.arrival().number() < stage.scenario().load().productKeys();
    }

    /** The checks of what any outage of the origin may cost readers of cached rows and the other readers. */
    static List<Check> promises(Fault fault, Counts with) {
        return promises(fault, with, FaultScenario.steady().fleetGate());
    }

    /**
     * @param mostAtOnce the largest number of queries that may be in progress at the origin, abandoned ones included
     */
    static List<Check> promises(Fault fault, Counts with, int mostAtOnce) {
        return List.of(
                fault.zero("failed reads of known rows", with, KNOWN_FAILED),
                fault.zero("wrong values", with, WRONG),
                fault.some("stale responses during the outage", with, STALE),
                fault.atMost(
                        "most queries at the same time",
                        "at most " + mostAtOnce + " (nodes x gate)",
                        with,
                        AT_ONCE,
                        mostAtOnce));
    }

    /** The additional checks of the circuit breaker. */
    static List<Check> breakerPromises(Fault fault, Counts with) {
        int nodes = FaultScenario.steady().nodes();
        return List.of(
                fault.check(
                        "breakers that opened, from their counters",
                        "at least all " + nodes,
                        with.text(OPENED),
                        with.get(OPENED) >= nodes),
                fault.check(
                        "breakers that closed again, from the logs",
                        "at least all " + nodes,
                        with.text(CLOSED),
                        with.get(CLOSED) >= nodes),
                fault.check(
                        "rejected requests without Retry-After",
                        "0 of some",
                        Text.of("%s of %s", with.text(MUTE), with.text(REFUSED)),
                        with.none(MUTE) && !with.none(REFUSED)),
                fault.atMost(
                        "queries a second at the end of the outage",
                        "at most twice the number of nodes, " + 2 * nodes,
                        with,
                        WHILE_OPEN,
                        2 * nodes),
                fault.check(
                        "most queries within 100 ms after the outage",
                        Text.of("at most half of the %s in two seconds", with.text(AFTER)),
                        with.text(CONVOY),
                        with.get(CONVOY) * 2 <= with.get(AFTER)));
    }
}
