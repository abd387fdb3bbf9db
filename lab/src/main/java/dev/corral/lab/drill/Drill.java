package dev.corral.lab.drill;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Attempts;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The herds of a drill, one after another on the same fleet.
 *
 * @param controls whether the same healthy load is observed without a herd afterwards
 */
public record Drill(List<Herd> herds, boolean controls) {

    /** The time after which the rules have enough of a history. */
    private static final Duration WARM_UP = DrillScenario.TTL.multipliedBy(3);

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration SHORTEST_CONTROL = Duration.ofMinutes(1);

    public static Drill all(boolean controls) {
        return new Drill(Herds.all(), controls);
    }

    /** Returns the herds without which a change is not accepted. */
    public static Drill quick(boolean controls) {
        return new Drill(Herds.quick(), controls);
    }

    /** @throws IllegalArgumentException if a name is unknown; the message lists the herds that exist */
    public static Drill named(List<String> names, boolean controls) {
        return new Drill(Herds.named(names), controls);
    }

    /**
     * The results of a drill.
     *
     * @param control the control; null if it was not run
     * @param runbook the commands of the runbook; null if the herds were named, or a herd ended the drill
     */
    public record Result(Results<HerdRow> herds, ControlRow control, RunbookRow runbook, PanelRow panels) {}

    /** @param dashboards the folder of the boards */
    public Result hold(DrillFleet fleet, Path dashboards, Consumer<String> progress)
            throws InterruptedException, IOException {
        Boards boards = Boards.read(dashboards);
        Runbook runbook = Runbook.nextTo(dashboards);
        herds.forEach(each -> boards.of(each.about().panel()));
        try (PanelQueries queries = new PanelQueries(boards, fleet.api())) {
            queries.begin();
            progress.accept("healthy load for " + WARM_UP.toSeconds() + " s, until the rules have a history");
            Patience.pause(WARM_UP);
            Results<HerdRow> rows = Results.of(
                    herds,
                    herd -> attempted(herd, fleet, boards, progress),
                    (herd, why) -> HerdRow.unmeasured(herd, why));
            boolean ended = rows.failure().isPresent();
            ControlRow control = controls && !ended ? control(fleet, rows.all(), progress) : null;
            RunbookRow commands =
                    isOfAllCommands() && !ended ? new Rehearsal(fleet, runbook).row(rows.all(), progress) : null;
            return new Result(rows, control, commands, new PanelRow(queries.silent(), isWhole()));
        }
    }

    /** Whether every herd is caused, so that every panel must have had data. */
    private boolean isWhole() {
        return herds.equals(Herds.all());
    }

    /** Whether the drill runs every command of the runbook: it does so unless its herds were named. */
    private boolean isOfAllCommands() {
        return isWhole() || herds.equals(Herds.quick());
    }

    private static HerdRow attempted(Herd herd, DrillFleet fleet, Boards boards, Consumer<String> progress)
            throws InterruptedException, IOException {
        return Attempts.two(
                () -> new HerdRun(herd, fleet, boards, progress).row(),
                fleet.stage()::requireAlive,
                why -> progress.accept("  void: " + why + "; running it once more"));
    }

    private static ControlRow control(DrillFleet fleet, List<HerdRow> rows, Consumer<String> progress)
            throws InterruptedException, IOException {
        long longest = rows.stream().mapToLong(HerdRow::seconds).max().orElse(0);
        long seconds = Math.max(longest, SHORTEST_CONTROL.toSeconds());
        progress.accept("control: " + seconds + " s of healthy load");
        return Attempts.two(
                () -> healthy(fleet, Duration.ofSeconds(seconds)),
                fleet.stage()::requireAlive,
                why -> progress.accept("  void: " + why + "; running it once more"));
    }

    private static ControlRow healthy(DrillFleet fleet, Duration length) {
        fleet.awaitQuiet();
        fleet.load().restartLag();
        Set<String> fired = new TreeSet<>();
        long endNanos = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < endNanos) {
            fleet.requireAlive();
            fired.addAll(Fired.judged(fleet.api().alerts()));
            Patience.pause(EVERY);
        }
        VoidRun.require(fleet.load().lag(), Contention.NONE);
        return new ControlRow(length.toSeconds(), List.copyOf(fired));
    }
}
