package dev.corral.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.control.Controls;
import dev.corral.lab.experiment.Estimate;
import dev.corral.lab.ladder.Ladder;
import dev.corral.lab.scenario.Pace;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.trial.TrialChoice;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** Checks the durations that a run states at its start and in its help. */
class LadderRunTest {

    private static final List<Rung> ALL = List.of(Rung.values());

    @ParameterizedTest
    @CsvSource({"QUICK, 150", "USUAL, 300", "LONG, 600"})
    void run_endsWithinTheTimeThatItsHelpStates(Pace pace, long seconds) {
        assertThat(estimate(pace).total()).isLessThan(Duration.ofSeconds(seconds));
    }

    @Test
    void controls_endWithinFiveMinutes() {
        assertThat(Controls.estimate(scenario(Pace.QUICK)).total()).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void help_statesTheTimes() {
        assertThat(help("--quick")).contains("at most two and a half minutes", "at most five minutes");
        assertThat(help("--controls")).contains("At most five minutes");
        assertThat(help("--long")).contains("about eight minutes");
        assertThat(estimate(Pace.LONG).total()).isBetween(Duration.ofSeconds(450), Duration.ofSeconds(510));
        assertThat(help("--no-trials")).endsWith("take a minute more.");
        assertThat(trials(Pace.USUAL).time(scenario(Pace.USUAL)))
                .isBetween(Duration.ofSeconds(45), Duration.ofSeconds(75));
    }

    @ParameterizedTest
    @EnumSource(Pace.class)
    void estimate_isTheSumOfWhatIsRun(Pace pace) {
        Scenario scenario = scenario(pace);
        Duration rungs =
                ALL.stream().map(rung -> Ladder.time(scenario, List.of(rung))).reduce(Duration.ZERO, Duration::plus);

        assertThat(estimate(pace).total())
                .isEqualTo(Estimate.ofFleet()
                        .total()
                        .plus(Ladder.warmUpTime(scenario))
                        .plus(rungs)
                        .plus(trials(pace).time(scenario)));
        assertThat(rungs).isGreaterThan(scenario.duration().multipliedBy(ALL.size()));
    }

    @Test
    void estimate_leavesOutWhatIsNotRun() {
        Scenario scenario = scenario(Pace.QUICK);
        LadderRun one = new LadderRun(scenario, List.of(Rung.LOCK), List.of(), Optional.empty(), null);

        assertThat(one.estimate().toString()).contains(" 1 rung ").doesNotContain("trial");
        assertThat(one.estimate().total()).isLessThan(estimate(Pace.QUICK).total());
    }

    private static Estimate estimate(Pace pace) {
        return new LadderRun(scenario(pace), ALL, List.of(), Optional.of(trials(pace)), null).estimate();
    }

    private static TrialChoice trials(Pace pace) {
        return new TrialChoice(pace, List.of());
    }

    private static Scenario scenario(Pace pace) {
        LabCommand command = new LabCommand();
        new CommandLine(command).parseArgs();
        return command.options.scenario(pace);
    }

    private static String help(String option) {
        CommandLine command = new CommandLine(new LabCommand());
        return Arrays.stream(command.getCommandSpec().findOption(option).description())
                .reduce("", String::concat);
    }
}
