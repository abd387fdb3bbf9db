package dev.corral.lab.command;

import dev.corral.lab.scenario.LeftOut;
import java.util.List;
import java.util.stream.Stream;

/** What {@code --without} can take out of the stacks. */
final class Mitigations {

    private static final List<String> LADDER = List.of("single-flight", "lock", "swr", "jitter", "negative");

    private static final List<String> NAMES =
            Stream.concat(LADDER.stream(), LeftOut.mitigations().stream()).toList();

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
