package dev.corral.node.switches;

import java.util.Optional;

/**
 * One recorded switch.
 *
 * @param atMicros the time by the clock of Redis
 * @param what the switch as the command line writes it
 * @param before the switches that were in force before it
 * @param undoes the revision of the switch that this one undoes
 */
public record Change(long revision, Author author, long atMicros, String what, Switches before, Optional<Long> undoes) {

    /** Returns what was switched. An undo does not repeat what it undoes, because an undo can be undone again and again. */
    String brief() {
        return undoes.map(undone -> "undo " + undone).orElse(what);
    }

    /** Formats the switch for a sentence, for example as {@code revision 3 (gate 8, by operator)}. */
    @Override
    public String toString() {
        return "revision " + revision + " (" + what + ", by " + author.who() + ")";
    }
}
