package dev.corral.lab.trial;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Finding;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import dev.corral.lab.trial.Trial.About;
import dev.corral.lab.trial.Trial.Promise;
import dev.corral.lab.trial.Trial.Seen;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The counts of a trial without its mitigation and with it, and the promise about them. */
record Sides(About about, Seen without, Seen with, Promise promise) {

    /**
     * Runs a trial.
     *
     * @throws dev.corral.lab.load.VoidRun if the load was late, or if the promise was missed while the fleet had too
     *     little processor time
     */
    static Sides of(Trial trial, Stage stage) throws InterruptedException, IOException {
        return measured(trial, trial.about().mitigation().cache(), Rung.FULL.cache(), stage);
    }

    /**
     * Runs the control of a trial: the cache without the mitigation stands in for the one with it. It is compared with
     * the rung below the last one, which has none of these mitigations, and not with itself: a promise that is a ratio
     * would then be missed whatever the cache has.
     */
    static Sides ofControl(Trial trial, Stage stage) throws InterruptedException, IOException {
        return measured(trial, Rung.NEGATIVE.cache(), trial.about().mitigation().cache(), stage);
    }

    private static Sides measured(Trial trial, String without, String with, Stage stage)
            throws InterruptedException, IOException {
        stage.observation().restart();
        Map<String, Seen> seen = trial.run(List.of(without, with), stage);
        stage.observation().requireInTime();
        Sides sides = of(trial, seen.get(without), seen.get(with));
        if (!sides.kept()) {
            stage.observation().requireProcessor();
        }
        return sides;
    }

    static Sides of(Trial trial, Seen without, Seen with) {
        return new Sides(trial.about(), without, with, trial.judge(without, with));
    }

    boolean kept() {
        return promise.kept() && with.wrong() == 0;
    }

    Finding finding() {
        return new Finding(
                about.mitigation().toString(), about.harm(), about.number(), without.toString(), with.toString());
    }

    Check check() {
        return new Check(
                Rung.FULL.cache(),
                about.number(),
                promise.text(),
                Text.of("%s, without %s %s", with, about.mitigation(), without),
                kept());
    }

    /** The promise about the cache without the mitigation alone. */
    Check controlCheck() {
        return new Check(Rung.FULL.cache(), about.number(), promise.text(), with.toString(), promise.kept());
    }
}
