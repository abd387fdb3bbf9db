package dev.corral.guard.redis;

import java.util.UUID;

/**
 * One process of a fleet.
 *
 * @param name the name that people gave the node; should be unique in the fleet
 * @param instance drawn anew for each process, so that two of one name are told apart
 */
public record Member(String name, String instance) {

    private static final int INSTANCE_LENGTH = 8;

    /** @throws IllegalArgumentException with the rule that was broken, in one sentence */
    public Member {
        require(name.matches("[A-Za-z0-9._-]{1,128}"), "a node's name has 1 to 128 letters, digits, and . _ -");
        require(instance.matches("[a-z0-9]{1,32}"), "a node's instance has 1 to 32 lower-case letters and digits");
    }

    /** A process with an instance of its own. */
    public static Member named(String name) {
        return new Member(name, UUID.randomUUID().toString().substring(0, INSTANCE_LENGTH));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
