package dev.corral.lab.command;

import dev.corral.guard.cache.Mitigation;
import java.util.Arrays;
import java.util.List;

/** What {@code --without} can take out of the stacks: every mitigation of the library. */
final class Mitigations {

    static final List<String> NAMES =
            Arrays.stream(Mitigation.values()).map(Mitigation::toString).toList();

    /** For the help. */
    static final String OPTION =
            "Take a mitigation out of every rung: single-flight, lock, swr, jitter, negative, near, xfetch, breaker, gate, stale-if-error.";

    private Mitigations() {}

    /** @throws IllegalArgumentException naming those there are */
    static void require(List<String> names) {
        for (String name : names) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "there is nothing called '" + name + "' to take out; there are " + String.join(", ", NAMES));
            }
        }
    }
}
