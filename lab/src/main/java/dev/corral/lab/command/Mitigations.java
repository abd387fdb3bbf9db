package dev.corral.lab.command;

import dev.corral.guard.cache.Mitigation;
import java.util.Arrays;
import java.util.List;

/** The mitigations of the library that {@code --without} can leave out of the stacks. */
final class Mitigations {

    static final List<String> NAMES =
            Arrays.stream(Mitigation.values()).map(Mitigation::toString).toList();

    /** The description of the option in the help. */
    static final String OPTION =
            "Remove mitigations from every rung: single-flight, lock, swr, jitter, negative, near, xfetch, breaker, gate, stale-if-error.";

    private Mitigations() {}

    /** @throws IllegalArgumentException if a name is unknown; the message lists the mitigations */
    static void require(List<String> names) {
        for (String name : names) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("there is no mitigation '" + name + "'; the mitigations are "
                        + String.join(", ", NAMES) + ": correct the name");
            }
        }
    }
}
