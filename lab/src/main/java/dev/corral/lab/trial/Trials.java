package dev.corral.lab.trial;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.experiment.FailureCause;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.experiment.TwoAttempts;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Finding;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    private static List<Trial> all(Scenario scenario) {
        return List.of(
                new NearTrial(),
                new InvalidationTrial(),
                new LostPushTrial(),
                new EarlyRefreshTrial(),
                new FailingOriginTrial(),
                new HungStoreTrial(),
                new ColdStartTrial(scenario.fleetGate()),
                new DeadOriginTrial());
    }

    /**
     * @param fleet a fleet with a cache for each mitigation that can be left out
     * @param without the mitigations that both sides lack; if there are trials of them, only these are run
     */
    public static Trials hold(Fleet fleet, Scenario scenario, List<String> without, Consumer<String> progress)
            throws InterruptedException, IOException {
        Trials trials = new Trials();
        try (Bench bench = new Bench(fleet, scenario)) {
            trials.failure = Results.of(
                            chosen(scenario, without),
                            trial -> trials.holdIfFit(trial, bench, progress),
                            trials::leaveOut)
                    .failure();
        }
        return trials;
    }

    private Trial holdIfFit(Trial trial, Bench bench, Consumer<String> progress)
            throws InterruptedException, IOException {
        Optional<String> unfit = trial.unfit(bench);
        String name = trial.about().mitigation() + ": " + trial.about().number();
        progress.accept(
                unfit.map(why -> "trial of " + name + " is skipped: " + why).orElse("trial of " + name));
        if (unfit.isEmpty()) {
            hold(trial, bench, progress);
        }
        return trial;
    }

    private static List<Trial> chosen(Scenario scenario, List<String> without) {
        List<Trial> all = all(scenario);
        List<Trial> controls = all.stream()
                .filter(trial -> without.contains(trial.about().mitigation().toString()))
                .toList();
        return controls.isEmpty() ? all : controls;
    }

    private void hold(Trial trial, Bench bench, Consumer<String> progress) throws InterruptedException, IOException {
        Trial.About about = trial.about();
        try {
            add(
                    about,
                    TwoAttempts.at(
                            () -> FailureCause.named(() -> sides(trial, bench), bench::requireAlive),
                            reason -> progress.accept("void: " + reason + "; running it once more")));
        } catch (VoidRun second) {
            leaveOut(trial, second.getMessage());
        }
    }

    private Trial leaveOut(Trial trial, String why) {
        Trial.About about = trial.about();
        findings.add(new Finding(about.mitigation().toString(), about.harm(), about.number(), VOID, VOID));
        voids.put("the trial of " + about.mitigation() + " (" + about.number() + ")", why);
        return trial;
    }

    private record Sides(Trial.Seen without, Trial.Seen with, Trial.Promise promise) {

        boolean kept() {
            return promise.kept() && with.wrong() == 0;
        }
    }

    /** Runs both sides. A promise that is missed while the fleet has too little processor time makes the trial void. */
    private static Sides sides(Trial trial, Bench bench) throws InterruptedException, IOException {
        bench.watch();
        Trial.Seen without = bench.run(trial, trial.about().mitigation().cache());
        Trial.Seen with = bench.run(trial, Rung.FULL.cache());
        bench.requireInTime();
        Sides sides = new Sides(without, with, trial.judge(without, with));
        if (!sides.kept()) {
            bench.requireProcessor();
        }
        return sides;
    }

    private void add(Trial.About about, Sides sides) {
        String mitigation = about.mitigation().toString();
        findings.add(new Finding(
                mitigation,
                about.harm(),
                about.number(),
                sides.without().toString(),
                sides.with().toString()));
        checks.add(new Check(
                Rung.FULL.cache(),
                about.number(),
                sides.promise().text(),
                String.format(Locale.ROOT, "%s, without %s %s", sides.with(), mitigation, sides.without()),
                sides.kept()));
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
