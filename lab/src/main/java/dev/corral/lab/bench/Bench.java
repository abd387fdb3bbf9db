package dev.corral.lab.bench;

import dev.corral.lab.experiment.Attempts;
import dev.corral.lab.experiment.Chosen;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.machine.ProcessorWatch;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The bench: a list of measures that are run one after another on one fleet. */
public final class Bench {

    private static final List<Measure> ALL = List.of(
            Measure.ofCosts("near-hit", HitCost.NEAR::measure),
            Measure.ofCosts("store-hit", HitCost.STORE::measure),
            Measure.ofCounts("hot-key", HotKey::measure),
            Measure.ofCounts("cold-miss", ColdMiss::measure),
            Measure.ofCounts("redis-commands", RedisCommands::measure),
            Measure.ofCosts("layer", LayerCost::measure),
            Measure.ofCosts("typed-cache", TypedCacheCost::measure),
            Measure.ofCosts("footprint", Footprint::measure),
            Measure.ofCosts("traces", TraceCost::measure),
            Measure.ofCosts(ColdNode.NAME, ColdNode::measure),
            Measure.ofCosts(RehearsalNeighbour.NAME, RehearsalNeighbour::measure),
            Measure.ofTable(ColdStarts.NAME, ColdStarts::measure));

    private Bench() {}

    /**
     * @param quick whether to choose only the measures that count
     * @param only the names of the measures to choose; empty for all but the tables
     * @throws IllegalArgumentException if there is no measure of that name
     */
    public static List<Measure> chosen(boolean quick, List<String> only) {
        List<Measure> named = only.isEmpty() ? usual() : Chosen.of(ALL, Measure::name, only, "measure");
        List<Measure> chosen =
                named.stream().filter(measure -> !quick || measure.counts()).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "--quick runs only the measures that count, and --only has none of them: leave one of the two out");
        }
        return chosen;
    }

    /** The measures that are run if none is named. */
    private static List<Measure> usual() {
        return ALL.stream().filter(measure -> !measure.isTable()).toList();
    }

    /** The names of the measures that are run if none is named, without these. */
    static List<String> usualWithout(List<String> names) {
        return usual().stream()
                .map(Measure::name)
                .filter(name -> !names.contains(name))
                .toList();
    }

    public static Results<Measured> hold(
            List<Measure> measures, Fleet fleet, Scenario scenario, boolean quick, Consumer<String> progress)
            throws InterruptedException, IOException {
        try (Stage stage = new Stage(fleet, scenario, quick);
                ControlledNode controlled = ControlledNode.on(stage)) {
            return Results.of(
                    measures,
                    measure -> {
                        progress.accept("measuring " + measure.name());
                        return hold(measure, controlled, controlled::requireAlive, progress);
                    },
                    (measure, why) -> Measured.not(measure.name(), why));
        }
    }

    /** Runs one measure. A void measure does not affect the results of the others. */
    static Measured hold(Measure measure, ControlledNode controlled, Runnable requireAlive, Consumer<String> progress)
            throws InterruptedException, IOException {
        try {
            return Attempts.two(
                    () -> sound(measure, controlled),
                    requireAlive,
                    reason -> progress.accept(measure.name() + " is void: " + reason + "; running it once more"));
        } catch (VoidRun second) {
            return Measured.not(measure.name(), second.getMessage());
        } catch (Missed missed) {
            return Measured.of(measure.name(), List.of(missed.verdict()), null);
        }
    }

    /**
     * Runs one measure. A count that is missed while the fleet has too little processor time is void; the measures of
     * cost judge their load themselves.
     */
    private static Measured sound(Measure measure, ControlledNode controlled) throws InterruptedException, IOException {
        ProcessorWatch watch = ProcessorWatch.begin();
        Measured measured = measure.on(controlled);
        Contention contention = watch.elapsed();
        if (measure.counts() && contention.tooMuch() && !measured.kept()) {
            throw new VoidRun(contention.toString());
        }
        return measured;
    }
}
