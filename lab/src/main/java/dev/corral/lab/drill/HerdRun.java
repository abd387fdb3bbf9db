package dev.corral.lab.drill;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.machine.ProcessorWatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** One herd on a fleet: it is observed before, caused, awaited, ended by the steps of the runbook, and observed after. */
final class HerdRun {

    private static final Duration FIRES_WITHIN = Duration.ofSeconds(120);
    private static final Duration SHOWN_WITHIN = DrillScenario.TTL;
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);

    /** Longer than a TTL, because a herd at each boundary looks healthy between two of them. */
    private static final Duration STABLE = DrillScenario.TTL.multipliedBy(3).dividedBy(2);

    /**
     * How long the alert must stay resolved. The panel has been healthy for longer then, and an alert that fires again
     * later is one too many for the next herd or the control.
     */
    private static final Duration RESOLVED = DrillScenario.TTL.dividedBy(2);

    private final Herd herd;
    private final DrillFleet fleet;
    private final Watch watch;
    private final Consumer<String> progress;
    private final ProcessorWatch processors = ProcessorWatch.begin();
    private final long beganNanos = System.nanoTime();

    HerdRun(Herd herd, DrillFleet fleet, Boards boards, Consumer<String> progress) {
        this.herd = herd;
        this.fleet = fleet;
        this.progress = progress;
        String query = boards.of(herd.about().panel()).expression();
        this.watch = new Watch(
                fleet, herd.about(), Variables.fill(query, herd.about().cache()));
    }

    /** @throws VoidRun if the load was late, or a promise was missed on a machine that was too busy */
    HerdRow row() {
        progress.accept("herd " + herd.name() + ": " + herd.about().cause());
        fleet.heal();
        fleet.awaitQuiet();
        fleet.load().restartLag();
        try (Harm harm = herd.on().apply(fleet)) {
            harm.prepare();
            HerdRow row = row(harm);
            requireSound(row);
            return row;
        } finally {
            fleet.heal();
            fleet.undoSwitches();
        }
    }

    private HerdRow row(Harm harm) {
        HerdSeen.Before before = before();
        watch.restart();
        Optional<Duration> fired = fired(harm);
        OptionalDouble during = watch.worst();
        boolean shown = watch.everUnhealthy();
        List<HerdSeen.Taken> steps = harm.steps().stream().map(this::take).toList();
        HerdSeen.End end = end(System.nanoTime());
        long seconds = Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds();
        HerdSeen seen = new HerdSeen(
                before, HerdSeen.seconds(fired), Panel.text(during), shown, steps, end, List.copyOf(watch.others()));
        return HerdRow.of(herd.about(), seen, seconds);
    }

    private HerdSeen.Before before() {
        Patience.pause(herd.about().healthy().minus(DrillScenario.TTL));
        boolean healthy = watch.healthyFor(DrillScenario.TTL);
        progress.accept("  before: the panel \"" + herd.about().panel().title() + "\" shows "
                + Panel.text(watch.worst()) + (healthy ? ", healthy" : ", not healthy"));
        return new HerdSeen.Before(Panel.text(watch.last().panel()), healthy);
    }

    /** Causes the herd and returns the seconds until its alert, counted from the second boundary where there is one. */
    private Optional<Duration> fired(Harm harm) {
        long causedNanos = System.nanoTime();
        harm.begin();
        boolean fires = watch.until(() -> watch.last().fires(), FIRES_WITHIN);
        Duration since = Duration.ofNanos(watch.last().atNanos() - causedNanos)
                .minus(herd.about().counted());
        watch.until(watch::everUnhealthy, SHOWN_WITHIN);
        Optional<Duration> fired = fires ? Optional.of(since.isNegative() ? Duration.ZERO : since) : Optional.empty();
        progress.accept("  " + herd.about().alert() + " "
                + HerdRow.text(
                        HerdSeen.seconds(fired),
                        "fires %s after " + herd.about().countedFrom(),
                        "does not fire"));
        return fired;
    }

    private HerdSeen.Taken take(Step step) {
        HerdSeen.Taken taken = step.take(fleet);
        progress.accept("  " + taken.line());
        return taken;
    }

    /** Observes until the panel has been healthy for longer than a TTL and the alert is resolved. */
    private HerdSeen.End end(long takenNanos) {
        Since healthy = new Since(STABLE);
        Since resolved = new Since(RESOLVED);
        watch.until(
                () -> {
                    Watch.Look look = watch.last();
                    boolean one = healthy.add(look.healthy(), look.atNanos());
                    boolean other = resolved.add(!look.fires(), look.atNanos());
                    return one && other;
                },
                ENDS_WITHIN.plus(STABLE));
        HerdSeen.End end = new HerdSeen.End(
                HerdSeen.seconds(healthy.after(takenNanos)), HerdSeen.seconds(resolved.after(takenNanos)));
        progress.accept("  panel " + HerdRow.text(end.recovered(), "healthy after %s", "not healthy") + ", alert "
                + HerdRow.text(end.resolved(), "resolved after %s", "not resolved"));
        return end;
    }

    private void requireSound(HerdRow row) {
        VoidRun.require(fleet.load().lag(), row.kept() ? Contention.NONE : processors.elapsed());
    }
}
