package dev.corral.lab.bench;

import dev.corral.lab.measure.Check;

/**
 * A limit, and the number that was measured.
 *
 * @param what a short description of what is limited
 * @param floor the limit
 * @param seen the number
 * @param beside further numbers for the reader, about which nothing is promised
 */
public record Verdict(String what, String floor, String seen, String beside, boolean kept) {

    public Check check(String measure) {
        return new Check(measure, what, floor, beside.isEmpty() ? seen : seen + "; " + beside, kept);
    }
}
