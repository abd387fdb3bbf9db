package dev.corral.lab.drill;

import java.util.List;

/** The command {@code ./corral ctl}, run in this process. */
@FunctionalInterface
public interface Ctl {

    /**
     * The result of the command.
     *
     * @param output what it printed
     */
    record Result(int status, String output) {}

    Result run(List<String> arguments);
}
