package dev.corral.lab.command;

/** What an option must hold; else one sentence says so. */
final class Require {

    private Require() {}

    /** @throws IllegalArgumentException with the sentence */
    static void that(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
