package dev.corral.lab.trial;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A harm that the last rung bounds in addition to the herds of the ladder. It is done to the last rung and to the same
 * rung without one mitigation, and its effect is counted on both.
 */
interface Trial {

    /** The time in which caches are healed before a harm, and the origin becomes idle after it. */
    Duration HEALING = Duration.ofMillis(700);

    About about();

    /** Does the harm to these caches, and counts its effect on each. */
    Map<String, Seen> run(List<String> caches, Stage stage) throws InterruptedException, IOException;

    /** The time that the harm takes once. */
    Duration time(Scenario scenario);

    /** The time that the trial takes on this number of caches. */
    Duration time(Scenario scenario, int caches);

    Promise judge(Seen without, Seen with);

    /** The reason why the trial cannot be run on this fleet; empty if it can. */
    default Optional<String> unfit(Stage stage) {
        return Optional.empty();
    }

    static Optional<String> unlessOwnRedis(Stage stage) {
        return stage.redis().own() ? Optional.empty() : Optional.of("other programs use the same Redis");
    }

    static Optional<String> unlessSeveralNodes(Stage stage) {
        return stage.nodes() > 1 ? Optional.empty() : Optional.of("the fleet has one node");
    }

    /**
     * The description of a trial.
     *
     * @param mitigation the mitigation that prevents the harm; the other side lacks it
     * @param number a short description of what is counted
     */
    record About(LeftOut mitigation, String harm, String number) {}

    /**
     * What was counted.
     *
     * @param text the number as text
     * @param wrong the wrong responses, which no mitigation may cause: they break its promise whatever the number is
     */
    record Seen(double number, String text, long wrong) {

        static Seen count(long number) {
            return new Seen(number, String.valueOf(number), 0);
        }

        @Override
        public String toString() {
            return wrong == 0 ? text : text + ", and " + wrong + " wrong values";
        }
    }

    /** The limit for the number with the mitigation, and whether it was kept. */
    record Promise(String text, boolean kept) {}
}
