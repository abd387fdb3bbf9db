package dev.corral.lab.bench;

import dev.corral.lab.fleet.ExtraService;
import dev.corral.lab.fleet.Yardstick;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.Reads;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A measure of a node's start time until its first response and of its memory, compared with the same framework without
 * the guard: once without the extension SmallRye Fault Tolerance, and once with it.
 */
final class Footprint {

    static final int PAIRS = 9;
    private static final double START_AT_MOST = 1.3;
    private static final double MEGABYTES_MORE_AT_MOST = 40;
    private static final int PER_SECOND = 1_000;

    /**
     * Reads before memory is read: a node has compiled its code and used its heap when it is ready, an empty application
     * has not.
     */
    private static final int WARMING_PER_SECOND = 2_000;

    private static final Duration WARMING = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration BUSY = Duration.ofSeconds(3);

    /** The results of one start. */
    record Life(double startMillis, double idleMegabytes, double busyMegabytes) {}

    /**
     * The results of one turn.
     *
     * @param extended the control with the extension
     */
    record Turn(Life node, Life control, Life extended) {}

    record Seen(List<Turn> pairs) {

        Rounds.Ratio each(ToDoubleFunction<Turn> number) {
            return Rounds.Ratio.of(pairs.stream().mapToDouble(number).toArray());
        }
    }

    private Footprint() {}

    static Measure.Result measure(ControlledNode controlled) throws InterruptedException {
        controlled.settle(Rung.FULL.cache(), CacheStatus.NEAR);
        List<Turn> pairs = new ArrayList<>();
        for (int each = 0; each < PAIRS; each++) {
            Life node =
                    live(ExtraService.node(controlled.stage().fleet()), Rung.FULL.cache(), ExtraService::awaitReady);
            Life control = live(ExtraService.yardstick(controlled.stage().fleet()), Yardstick.CONSTANT, ready -> {});
            Life extended =
                    live(ExtraService.extendedYardstick(controlled.stage().fleet()), Yardstick.CONSTANT, ready -> {});
            pairs.add(new Turn(node, control, extended));
        }
        Seen seen = new Seen(pairs);
        return new Measure.Result(judge(seen), seen);
    }

    /** @param settling waits after the first response until the service has nothing of its own to do */
    private static Life live(ExtraService newcomer, String cache, Consumer<ExtraService> settling)
            throws InterruptedException {
        try (newcomer;
                Driver driver = new Driver(List.of(newcomer.port()))) {
            Duration start = newcomer.firstAnswer("/caches/" + cache + "/" + ControlledNode.LASTING.id(0));
            settling.accept(newcomer);
            driver.drive(cache, Reads.of(ControlledNode.LASTING, WARMING_PER_SECOND, WARMING, 1), Driver.soon());
            LockSupport.parkNanos(IDLE.toNanos());
            double idle = megabytes(newcomer);
            driver.drive(cache, Reads.of(ControlledNode.LASTING, PER_SECOND, BUSY, 1), Driver.soon());
            return new Life(start.toNanos() / 1e6, idle, megabytes(newcomer));
        }
    }

    private static double megabytes(ExtraService newcomer) {
        return newcomer.residentKiB() * 1_024 / 1e6;
    }

    static List<Verdict> judge(Seen seen) {
        List<Verdict> verdicts = new ArrayList<>(judge(seen, "an empty application", Turn::control));
        verdicts.addAll(judge(seen, "an empty application with SmallRye Fault Tolerance", Turn::extended));
        return verdicts;
    }

    private static List<Verdict> judge(Seen seen, String application, Function<Turn, Life> control) {
        String compared = ", compared with " + application;
        return List.of(
                start(seen, "time from start to first response" + compared, control),
                memory(seen, "resident memory when idle" + compared, Life::idleMegabytes, control),
                memory(seen, "resident memory at 1,000 requests/s" + compared, Life::busyMegabytes, control));
    }

    private static Verdict start(Seen seen, String what, Function<Turn, Life> control) {
        Rounds.Ratio ratio = seen.each(
                turn -> turn.node().startMillis() / control.apply(turn).startMillis());
        String beside = Text.of(
                "%.0f against %.0f ms",
                seen.each(turn -> turn.node().startMillis()).median(),
                seen.each(turn -> control.apply(turn).startMillis()).median());
        return new Verdict(
                what,
                Text.of("at most %.1f x", START_AT_MOST),
                ratio.toString(),
                beside,
                enough(seen) && ratio.median() <= START_AT_MOST);
    }

    private static Verdict memory(Seen seen, String what, ToDoubleFunction<Life> number, Function<Turn, Life> control) {
        Rounds.Ratio more =
                seen.each(turn -> number.applyAsDouble(turn.node()) - number.applyAsDouble(control.apply(turn)));
        String beside = Text.of(
                "%.0f against %.0f MB",
                seen.each(turn -> number.applyAsDouble(turn.node())).median(),
                seen.each(turn -> number.applyAsDouble(control.apply(turn))).median());
        return new Verdict(
                what,
                Text.of("at most %.0f MB more", MEGABYTES_MORE_AT_MOST),
                Text.of("%.0f MB more (%.0f to %.0f)", more.median(), more.least(), more.most()),
                beside,
                enough(seen) && more.median() <= MEGABYTES_MORE_AT_MOST);
    }

    private static boolean enough(Seen seen) {
        return seen.pairs().size() >= PAIRS;
    }
}
