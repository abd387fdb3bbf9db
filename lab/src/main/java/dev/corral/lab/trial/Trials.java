package dev.corral.lab.trial;

import dev.corral.guard.cache.Mitigation;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.experiment.Attempts;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Finding;
import dev.corral.lab.scenario.Pace;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The trials of the last rung's mitigations: each harm is done to the rung without the mitigation and to the rung with
 * it.
 */
public final class Trials {

    /** The text in place of a number that was not measured. */
    private static final String VOID = "void";

    private final List<Finding> findings = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final Map<String, String> voids = new LinkedHashMap<>();
    private Optional<LabException> failure = Optional.empty();

    private Trials() {}

    /** Returns the result of a run without trials. */
    public static Trials none() {
        return new Trials();
    }

    /** Returns the result of a run whose trials could not be run. */
    public static Trials missing(String why) {
        Trials trials = new Trials();
        trials.voids.put("the trials", why);
        return trials;
    }

    static List<Trial> all(Scenario scenario, Pace pace) {
        Extent extent = Extent.of(pace);
        return List.of(
                new NearTrial(extent.hotReads()),
                new InvalidationTrial(extent.rewrites()),
                new LostPushTrial(extent.losses()),
                new EarlyRefreshTrial(extent.refreshes()),
                new FailingOriginTrial(),
                new HungStoreTrial(),
                new ColdStartTrial(scenario.fleetGate()),
                new DeadOriginTrial());
    }

    /** @param fleet a fleet with a cache for each mitigation that can be left out */
    public static Trials hold(Fleet fleet, Scenario scenario, TrialChoice choice, Consumer<String> progress)
            throws InterruptedException, IOException {
        Trials trials = new Trials();
        try (Stage stage = new Stage(fleet, scenario)) {
            trials.failure = Results.of(
                            choice.trials(scenario),
                            trial -> trials.holdIfFit(trial, stage, progress),
                            trials::leaveOut)
                    .failure();
        }
        return trials;
    }

    private Trial holdIfFit(Trial trial, Stage stage, Consumer<String> progress)
            throws InterruptedException, IOException {
        Optional<String> unfit = trial.unfit(stage);
        String name = trial.about().mitigation() + ": " + trial.about().number();
        progress.accept(
                unfit.map(why -> "trial of " + name + " is skipped: " + why).orElse("trial of " + name));
        if (unfit.isEmpty()) {
            hold(trial, stage, progress);
        }
        return trial;
    }

    private void hold(Trial trial, Stage stage, Consumer<String> progress) throws InterruptedException, IOException {
        Sides sides = Attempts.two(
                () -> Sides.of(trial, stage),
                stage::requireAlive,
                reason -> progress.accept("void: " + reason + "; running it once more"));
        findings.add(sides.finding());
        checks.add(sides.check());
    }

    private Trial leaveOut(Trial trial, String why) {
        Trial.About about = trial.about();
        findings.add(new Finding(about.mitigation().toString(), about.harm(), about.number(), VOID, VOID));
        voids.put("the trial of " + about.mitigation() + " (" + about.number() + ")", why);
        return trial;
    }

    /** The time that the control of this mitigation takes. */
    public static Duration controlTime(Scenario scenario, Mitigation mitigation) {
        return ofMitigation(scenario, mitigation).time(scenario, 2);
    }

    /**
     * Does the harm to the last rung without the mitigation that prevents it, and checks the promise there.
     *
     * @param stage the stage of a fleet with a cache for each mitigation that can be left out
     * @throws dev.corral.lab.load.VoidRun if the trial is void twice
     */
    public static Check control(Mitigation mitigation, Stage stage, Consumer<String> progress)
            throws InterruptedException, IOException {
        Trial trial = ofMitigation(stage.scenario(), mitigation);
        progress.accept("trial of " + trial.about().mitigation().cache() + ": "
                + trial.about().number());
        return Attempts.two(
                        () -> Sides.ofControl(trial, stage),
                        stage::requireAlive,
                        reason -> progress.accept("void: " + reason + "; once more"))
                .controlCheck();
    }

    /** Returns the first trial of the mitigation. */
    private static Trial ofMitigation(Scenario scenario, Mitigation mitigation) {
        return all(scenario, Pace.QUICK).stream()
                .filter(trial -> trial.about().mitigation().mitigation() == mitigation)
                .findFirst()
                .orElseThrow();
    }

    public List<Finding> findings() {
        return findings;
    }

    public List<Check> checks() {
        return checks;
    }

    /** The trials that could not be run, each with the reason. */
    public Map<String, String> voids() {
        return voids;
    }

    /** The failure that ended the trials before the last one. */
    public Optional<LabException> failure() {
        return failure;
    }
}
