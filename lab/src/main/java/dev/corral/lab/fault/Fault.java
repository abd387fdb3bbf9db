package dev.corral.lab.fault;

import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.measure.Check;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A fault that is injected into the fleet, the promise that the fleet keeps meanwhile, and a control that shows the
 * harm without the cure.
 */
interface Fault {

    About about();

    /**
     * Injects the fault under load and returns what was counted; called once with the cure and once for the control.
     */
    Counts run(Side side, Stage stage) throws InterruptedException, IOException;

    /** Returns the checks of the promise. The last one is always that the control shows the harm. */
    List<Check> judge(Counts with, Counts control);

    /** The reason why this fault cannot be injected in this environment; empty if it can. */
    default Optional<String> unfit(Stage stage) {
        return Optional.empty();
    }

    enum Side {
        CURE,
        CONTROL
    }

    /**
     * The description of a fault.
     *
     * @param name a short name, which is also the name of its row in docs/failures.md
     * @param breaks what is done to the fleet
     * @param promise what the fleet promises meanwhile
     * @param control what the control lacks
     */
    record About(String name, String breaks, String promise, String control) {}

    /** Returns a check of one promise of this fault. */
    default Check check(String name, String promised, String seen, boolean kept) {
        return new Check(about().name(), name, promised, seen, kept);
    }

    /** Returns the check that a count is 0. */
    default Check zero(String name, Counts seen, String count) {
        return check(name, "0", seen.text(count), seen.none(count));
    }

    /** Returns the check that a count is not 0. */
    default Check some(String name, Counts seen, String count) {
        return check(name, "some", seen.text(count), !seen.none(count));
    }

    /** Returns the check that a count is at most this. */
    default Check atMost(String name, String promised, Counts seen, String count, double most) {
        return check(name, promised, seen.text(count), seen.get(count) <= most);
    }

    /** Returns the last check, which states that the control shows the harm. */
    default Check harm(String promised, String seen, boolean shown) {
        return check("the control shows the harm", promised, seen, shown);
    }

    /** Returns the last check: the harm is a count that is not 0. */
    default Check harm(String promised, Counts control, String count) {
        return harm(promised, control.text(count), !control.none(count));
    }

    /** Returns the last check: the harm is a count above this. */
    default Check harmAbove(String promised, Counts control, String count, double most) {
        return harm(promised, control.text(count), control.get(count) > most);
    }
}
