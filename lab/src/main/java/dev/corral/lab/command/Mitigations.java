package dev.corral.lab.command;

import java.util.List;

/** What {@code --without} can take out of the stacks. */
final class Mitigations {

    private static final List<String> NAMES = List.of("single-flight", "lock", "swr", "jitter", "negative");

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
