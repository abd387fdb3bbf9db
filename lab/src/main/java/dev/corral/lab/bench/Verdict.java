package dev.corral.lab.bench;

import dev.corral.lab.measure.Check;

/**
 * A floor, and what was seen.
 *
 * @param what is held, in a few words
 * @param floor the bound
 * @param seen the number
 * @param beside what a reader should see with it, and nothing is promised about
 */
public record Verdict(String what, String floor, String seen, String beside, boolean kept) {

    public Check check(String measure) {
        return new Check(measure, what, floor, beside.isEmpty() ? seen : seen + "; " + beside, kept);
    }
}
