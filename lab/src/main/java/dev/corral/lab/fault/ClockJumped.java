package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Drive;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.FakeTime;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Query;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fault in which the wall clock of one node jumps an hour ahead, and later an hour back, while the node reads keys
 * with a short TTL. The node's queries to the origin show when its entries expire. The control uses the same run and
 * computes when the entries would have expired by that wall clock.
 */
final class ClockJumped implements Fault {

    private static final int NODE = 0;
    private static final int KEYS = 10;
    private static final int READS_OF_A_KEY = 200;
    private static final int PER_SECOND = 200;
    private static final Duration SPAN = Duration.ofSeconds((long) KEYS * READS_OF_A_KEY / PER_SECOND);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration AHEAD_AT = Duration.ofMillis(2_500);
    private static final Duration BACK_AT = Duration.ofMillis(5_500);
    /** On a busy machine libfaketime applies a new time late. */
    private static final Duration NOTICED_AT_MOST = FakeTime.NOTICED_WITHIN.multipliedBy(3);

    private static final Duration LEEWAY = Duration.ofMinutes(1);
    /** Two heartbeats. After that, the node's estimate of Redis' time no longer depends on how slow its start was. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final int TTLS_AT_MOST = 3;

    @Override
    public About about() {
        return new About(
                "clock-jumped",
                "one node's wall clock jumps an hour ahead, and 3 s later an hour back",
                "no entry expires early, and none stays for good",
                "the same entries, with the wall clock of that node as their clock");
    }

    @Override
    public Optional<String> unfit(Stage stage) {
        return FakeTime.find(stage.fleet().layout().logs()).isPresent()
                ? Optional.empty()
                : Optional.of("libfaketime is not installed: install it (Debian's package libfaketime)");
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        FakeTime time = FakeTime.find(stage.fleet().layout().logs()).orElseThrow();
        stage.node(NODE).kill();
        time.set(Duration.ZERO);
        stage.node(NODE).start(time.prefix());
        stage.node(NODE).awaitReady();
        try {
            stage.health().awaitPushes();
            Patience.pause(SETTLING);
            return jump(side, time, stage);
        } finally {
            stage.node(NODE).kill();
        }
    }

    private static Counts jump(Side side, FakeTime time, Stage stage) throws InterruptedException, IOException {
        // This cache has no early refreshes, so that an entry expires by its TTL alone and not by a random draw.
        String cache = LeftOut.XFETCH.cache();
        Drive drive = stage.begin(
                cache,
                Reads.round(NODE, KeyClass.BRIEF, stage.freshKeys(KEYS), KEYS, KEYS * READS_OF_A_KEY, PER_SECOND));
        WallClock wall = new WallClock(SPAN);
        read(wall, drive, stage);
        set(HOUR, AHEAD_AT, time, drive, stage);
        read(wall, drive, stage);
        set(Duration.ZERO, BACK_AT, time, drive, stage);
        read(wall, drive, stage);
        Counted counted = drive.await();
        return side == Side.CURE ? real(counted, wall) : byWallClock(counted, wall);
    }

    private static void read(WallClock wall, Drive drive, Stage stage) {
        Duration asked = drive.elapsed();
        wall.read(asked, stage.node(NODE).wallClock().toInstant(ZoneOffset.UTC));
    }

    /** Sets the clock, and waits until the node itself reports the new time. */
    private static void set(Duration ahead, Duration at, FakeTime time, Drive drive, Stage stage) {
        Patience.pause(at.minus(drive.elapsed()));
        time.set(ahead);
        Patience.until(() -> shows(ahead, stage), NOTICED_AT_MOST);
    }

    private static boolean shows(Duration ahead, Stage stage) {
        Duration shown = Duration.between(
                LocalDateTime.now(ZoneId.systemDefault()), stage.node(NODE).wallClock());
        return shown.minus(ahead).abs().compareTo(LEEWAY) < 0;
    }

    private static Counts real(Counted counted, WallClock wall) {
        return Counts.NOTHING
                .and("jumped s", wall.furthestJump().toSeconds())
                .and("queries", counted.ledger().size())
                .and("closest queries of a key ms", counted.ledger().closestMicros() / 1e3)
                .and("longest without a query of a key ms", longestMicros(counted.ledger()) / 1e3)
                .and("failed", counted.failed())
                .and("wrong", counted.wrong());
    }

    private static Counts byWallClock(Counted counted, WallClock wall) {
        return Counts.NOTHING
                .and("jumped s", wall.furthestJump().toSeconds())
                .and("queries", counted.ledger().size())
                .and("entries ended early", wall.endedEarly(counted.ledger(), Scenario.BRIEF_TTL))
                .and("keys kept for good", wall.keptForGood(counted.ledger(), Scenario.BRIEF_TTL));
    }

    /** The longest time between two queries of one key, or from the last query of a key to the end of the run. */
    private static long longestMicros(Ledger ledger) {
        long longest = 0;
        Map<String, Long> last = new HashMap<>();
        for (Query query : ledger.queries()) {
            Long before = last.put(query.key(), query.startMicros());
            longest = before == null ? longest : Math.max(longest, query.startMicros() - before);
        }
        long endMicros = SPAN.toNanos() / 1_000;
        return Math.max(
                longest,
                last.values().stream()
                        .mapToLong(before -> endMicros - before)
                        .max()
                        .orElse(endMicros));
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        double shortest = Scenario.BRIEF_TTL.toMillis()
                * (1 - FaultScenario.steady().times().jitter());
        double longest = Scenario.BRIEF_TTL.toMillis() * TTLS_AT_MOST;
        return List.of(
                check(
                        "jump of the node's wall clock",
                        "an hour, in both runs",
                        with.text("jumped s") + " s, " + control.text("jumped s") + " s",
                        jumped(with) && jumped(control)),
                check(
                        "closest two queries of a key: no early expiry",
                        Text.of("at least %.0f ms apart", shortest),
                        with.text("closest queries of a key ms") + " ms",
                        with.get("closest queries of a key ms") >= shortest),
                check(
                        "longest time without a query of a key: no entry stays for good",
                        Text.of("at most %.0f ms", longest),
                        with.text("longest without a query of a key ms") + " ms",
                        with.get("longest without a query of a key ms") <= longest),
                zero("failed requests", with, "failed"),
                zero("wrong values", with, "wrong"),
                harm(
                        "entries that expire early, and keys that stay for good",
                        control.text("entries ended early") + " and " + control.text("keys kept for good"),
                        !control.none("entries ended early") && !control.none("keys kept for good")));
    }

    private static boolean jumped(Counts side) {
        return Math.abs(side.get("jumped s") - HOUR.toSeconds()) <= 2;
    }
}
