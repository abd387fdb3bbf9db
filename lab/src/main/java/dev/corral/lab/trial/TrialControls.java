package dev.corral.lab.trial;

import dev.corral.guard.cache.Mitigation;
import dev.corral.lab.experiment.Attempts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Pace;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** The controls of the trials: each harm is done only to the last rung without the mitigation that prevents it. */
public final class TrialControls implements AutoCloseable {

    private final Scenario scenario;
    private final Consumer<String> progress;
    private final Stage stage;

    /** @param fleet a fleet with a cache for each mitigation that can be left out */
    public TrialControls(Fleet fleet, Scenario scenario, Consumer<String> progress) {
        this.scenario = scenario;
        this.progress = progress;
        this.stage = new Stage(fleet, scenario);
    }

    /** The time that the control of this mitigation takes. */
    public static Duration time(Scenario scenario, Mitigation mitigation) {
        return trial(scenario, mitigation).time(scenario, 2);
    }

    /**
     * Checks the promise of the mitigation on the cache without it.
     *
     * @throws VoidRun if the trial is void twice
     */
    public Check check(Mitigation mitigation) throws InterruptedException, IOException {
        Trial trial = trial(scenario, mitigation);
        LeftOut leftOut = trial.about().mitigation();
        progress.accept("trial of " + leftOut.cache() + ": " + trial.about().number());
        return Attempts.two(
                        () -> Sides.ofControl(trial, stage),
                        stage::requireAlive,
                        reason -> progress.accept("void: " + reason + "; once more"))
                .controlCheck();
    }

    /** Returns the first trial of the mitigation. */
    private static Trial trial(Scenario scenario, Mitigation mitigation) {
        return Trials.all(scenario, Pace.QUICK).stream()
                .filter(trial -> trial.about().mitigation().mitigation() == mitigation)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        stage.close();
    }
}
