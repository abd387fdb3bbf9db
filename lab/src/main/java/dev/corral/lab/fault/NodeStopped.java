package dev.corral.lab.fault;

import dev.corral.guard.core.Key;
import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.HeldKeys;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Leases;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A fault in which a node is stopped in an orderly way under load: with callers that wait for its loads, and with
 * refreshes that take longer than the drain. The load generator polls the node's readiness as a load balancer does, and
 * stops sending requests to the node once it is DOWN.
 */
final class NodeStopped implements Fault {

    private static final int NODE = 1;
    private static final int KEYS = 6;
    private static final int CALLERS = 3;
    private static final int PER_SECOND = 400;
    /** The slowness of loads that end within the drain. */
    private static final double SLOW = 5;
    /** The slowness of loads that do not end within the drain. */
    private static final double ENDLESS = 30;

    private static final Duration STEADY = Duration.ofSeconds(5);
    private static final Duration BEFORE = Duration.ofMillis(500);
    private static final Duration PAST_TTL = Duration.ofMillis(300);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);

    @Override
    public About about() {
        return new About(
                "node-stopped",
                "a node is stopped (SIGTERM) under load, and the generator sends it no more requests once its readiness is "
                        + "DOWN",
                "no failed request, and the node releases its leases",
                "no drain: the node is killed");
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        List<Key> refreshed = staleKeys(stage);
        Drive steady = stage.begin(Rung.LOCK.cache(), Schedule.draw(stage.scenario(), STEADY));
        Patience.pause(BEFORE);
        Map<Key, String> tokens = refresh(refreshed, stage);
        HeldKeys grip = HeldKeys.take(stage, Rung.LOCK.cache(), NODE, KEYS, CALLERS, SLOW);
        if (side == Side.CURE) {
            stage.node(NODE).stop();
        } else {
            stage.node(NODE).kill();
        }
        new NodeChange(stage).leaveOnceDown(NODE);
        boolean ended = stage.node(NODE).awaitEnd(ENDS_WITHIN);
        long left = leftBehind(tokens, stage.redis().leases());
        stage.origin().endFaults();
        return Counts.NOTHING
                .and("failed", steady.await().failed())
                .and("failed callers of its loads", grip.callers().await().failed())
                .and("leases it held", tokens.size())
                .and("leases left behind", left)
                .and("ended", ended ? 1 : 0);
    }

    /** Keys that the node has stored and that are past their TTL. */
    private static List<Key> staleKeys(Stage stage) throws InterruptedException, IOException {
        int first = stage.freshKeys(KEYS);
        stage.begin(Rung.SWR.cache(), Reads.on(List.of(NODE), KeyClass.PRODUCT, first, KEYS, 1, PER_SECOND))
                .await();
        Patience.pause(stage.scenario().times().productTtl().plus(PAST_TTL));
        return IntStream.range(first, first + KEYS)
                .mapToObj(number -> new Key(Rung.SWR.cache(), KeyClass.PRODUCT.id(number)))
                .toList();
    }

    /**
     * Reads the keys through the node, which serves the stale entries and holds the locks of the keys while it loads
     * them.
     */
    private static Map<Key, String> refresh(List<Key> keys, Stage stage) {
        keys.forEach(key -> stage.origin().slow(key.id(), ENDLESS));
        keys.forEach(key -> stage.client().read(NODE, key.cache(), key.id()));
        Leases leases = stage.redis().leases();
        Map<Key, String> tokens = new HashMap<>();
        for (Key key : keys) {
            Patience.until(() -> leases.holder(key).isPresent(), HeldKeys.SOON);
            leases.holder(key).ifPresent(token -> tokens.put(key, token));
        }
        return tokens;
    }

    private static long leftBehind(Map<Key, String> tokens, Leases leases) {
        return tokens.entrySet().stream()
                .filter(each -> leases.holder(each.getKey())
                        .filter(each.getValue()::equals)
                        .isPresent())
                .count();
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        return List.of(
                zero("failed requests", with, "failed"),
                zero("callers of its loads that failed", with, "failed callers of its loads"),
                check(
                        "of " + with.text("leases it held") + " leases, left to run out",
                        "0",
                        with.text("leases left behind"),
                        with.none("leases left behind") && !with.none("leases it held")),
                check("the node has ended", "1", with.text("ended"), !with.none("ended")),
                harm(
                        "failed requests, and leases left to run out",
                        Text.of(
                                "%s and %s failed, %s left",
                                control.text("failed"),
                                control.text("failed callers of its loads"),
                                control.text("leases left behind")),
                        control.get("failed") + control.get("failed callers of its loads") > 0
                                && !control.none("leases left behind")));
    }
}
