package dev.corral.guard.redis;

import java.util.UUID;

/**
 * One process of a fleet.
 *
 * @param name the configured name of the node; should be unique in the fleet
 * @param instance a random string for each process, which distinguishes two processes of the same name
 */
public record Member(String name, String instance) {

    private static final int INSTANCE_LENGTH = 8;

    /** @throws IllegalArgumentException if a part is invalid; the message states the rule in one sentence */
    public Member {
        require(name.matches("[A-Za-z0-9._-]{1,128}"), "a node's name must have 1 to 128 letters, digits, and . _ -");
        require(
                instance.matches("[a-z0-9]{1,32}"),
                "a node's instance must have 1 to 32 lower-case letters and digits");
    }

    /** Returns a process with a random instance. */
    public static Member named(String name) {
        return new Member(name, UUID.randomUUID().toString().substring(0, INSTANCE_LENGTH));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
