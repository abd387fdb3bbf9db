package dev.corral.lab.trial;

import dev.corral.lab.scenario.Pace;
import dev.corral.lab.scenario.Scenario;
import java.time.Duration;
import java.util.List;

/**
 * The trials of a run.
 *
 * @param without the mitigations that both sides lack; if there are trials of them, only these are run
 */
public record TrialChoice(Pace pace, List<String> without) {

    /** The time that the trials take. */
    public Duration time(Scenario scenario) {
        return trials(scenario).stream().map(trial -> trial.time(scenario, 2)).reduce(Duration.ZERO, Duration::plus);
    }

    public int count(Scenario scenario) {
        return trials(scenario).size();
    }

    List<Trial> trials(Scenario scenario) {
        List<Trial> all = Trials.all(scenario, pace);
        List<Trial> controls = all.stream()
                .filter(trial -> without.contains(trial.about().mitigation().toString()))
                .toList();
        return controls.isEmpty() ? all : controls;
    }
}
