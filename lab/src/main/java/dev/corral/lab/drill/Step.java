package dev.corral.lab.drill;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * A step of the runbook.
 *
 * @param text the step as it is reported; a command as the runbook states it
 * @param path the path by which it can be requested from outside; empty for a command and for a look at a panel
 */
record Step(String text, Optional<String> path, Action action) {

    private static final Ctl.Result DONE = new Ctl.Result(0, "");

    /** Carries out a step. */
    @FunctionalInterface
    interface Action {
        /** Returns the result: a status other than 0 means that the step was refused. */
        Ctl.Result on(DrillFleet fleet);
    }

    /** Returns a step that is a command of {@code ./corral ctl}. */
    static Step ctl(String arguments) {
        return new Step(RunbookCommand.CTL + arguments, Optional.empty(), fleet -> fleet.ctl(arguments));
    }

    /** Returns a step that is done outside of the fleet's switches. */
    static Step by(String path, String text, Consumer<DrillFleet> action) {
        return new Step(text, Optional.of(path), fleet -> {
            action.accept(fleet);
            return DONE;
        });
    }

    /** Returns a step that looks at a panel before the next one is taken. */
    static Step look(String text, Action action) {
        return new Step(text, Optional.empty(), action);
    }

    /** Carries it out and returns what was seen of it. */
    HerdSeen.Taken take(DrillFleet fleet) {
        Ctl.Result result = action.on(fleet);
        return new HerdSeen.Taken(text, result.status(), result.output().strip());
    }
}
