package dev.corral.lab.fault;

import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A fault in which the origin fails for one frequently read row, on one node, and works for a few other rows that are
 * rarely loaded. Nearly all loads of that node fail although the origin is healthy.
 */
final class OriginOneKey implements Fault {

    static final String OTHERS_FAILED = "others failed";
    static final String READS = "reads of the bad row";
    static final String QUERIES = "queries of the bad row a second";
    static final String OPENED = "breakers opened";

    /** Long enough for as many back-offs as fill the window of a breaker. */
    private static final Duration SPAN = Duration.ofSeconds(22);

    private static final Duration CONTROL_SPAN = Duration.ofSeconds(5);
    private static final int NODE = 0;
    private static final int PER_SECOND = 60;
    private static final int OTHERS = 6;
    private static final int OTHERS_PER_SECOND = 30;
    /** A back-off is at least a quarter of a second long and grows. */
    private static final int MOST_A_SECOND = 4;

    @Override
    public About about() {
        return new About(
                "origin-one-key",
                "one row is answered with 500 under load",
                "other rows are still served and loaded: no breaker opens, and the fleet queries the bad row at the rate "
                        + "of its back-off",
                Rung.SINGLE_FLIGHT.cache());
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : Rung.SINGLE_FLIGHT.cache();
        int bad = stage.freshKeys(1);
        String id = KeyClass.PRODUCT.id(bad);
        double openedBefore = stage.metrics().events(cache, "breaker_opened");
        stage.origin().begin("fail", id);
        Duration span = side == Side.CURE ? SPAN : CONTROL_SPAN;
        Counted counted = stage.begin(cache, arrivals(stage, bad, span)).await();
        Ledger asked = counted.ledger().where(query -> query.key().equals(id));
        return Counts.NOTHING
                .and("reads", counted.samples().size())
                .and(OTHERS_FAILED, counted.failed(read -> !of(read, bad)))
                .and("wrong", counted.wrong())
                .and(READS, counted.count(read -> of(read, bad)))
                .and(QUERIES, (double) asked.size() / span.toSeconds())
                .and(OPENED, stage.metrics().events(cache, "breaker_opened") - openedBefore);
    }

    private static boolean of(Sample read, int key) {
        return read.arrival().number() == key;
    }

    private static List<Arrival> arrivals(Stage stage, int bad, Duration span) {
        int others = stage.freshKeys(OTHERS);
        int reads = (int) (OTHERS_PER_SECOND * span.toSeconds());
        List<Arrival> all = new ArrayList<>();
        Reads.each(KeyClass.PRODUCT, 0, (int) (PER_SECOND * span.toSeconds()), PER_SECOND, stage.nodes())
                .forEach(each -> all.add(new Arrival(each.atNanos(), KeyClass.PRODUCT, bad, NODE)));
        Reads.each(KeyClass.LASTING, 0, reads, OTHERS_PER_SECOND, stage.nodes())
                .forEach(each -> all.add(
                        new Arrival(each.atNanos(), KeyClass.LASTING, others + each.number() % OTHERS, each.node())));
        all.sort(Comparator.comparingLong(Arrival::atNanos));
        return all;
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        return List.of(
                zero("failed reads of other rows", with, OTHERS_FAILED),
                zero("wrong values", with, "wrong"),
                zero("breakers that opened", with, OPENED),
                check(
                        "queries of the bad row a second",
                        "some, and at most " + MOST_A_SECOND,
                        with.text(QUERIES),
                        !with.none(QUERIES) && with.get(QUERIES) <= MOST_A_SECOND),
                harmAbove("more than twice as many queries", control, QUERIES, 2 * with.get(QUERIES)));
    }
}
