package dev.corral.lab.bench;

import dev.corral.lab.measure.Check;
import dev.corral.lab.text.Text;

/**
 * A limit, and the number that was measured.
 *
 * @param what a short description of what is limited
 * @param floor the limit
 * @param seen the number
 * @param beside further numbers for the reader, about which nothing is promised
 */
public record Verdict(String what, String floor, String seen, String beside, boolean kept) {

    /** Checks the time of a call in nanoseconds. */
    static Verdict ofTime(String what, double nanos, double mostMicros, String beside) {
        String limit = Text.of("at most %.0f µs", mostMicros);
        return new Verdict(what, limit, Text.of("%.3f µs", nanos / 1e3), beside, nanos <= mostMicros * 1e3);
    }

    /** Checks the number of bytes that a call allocates. */
    static Verdict ofBytes(String what, double bytes, double most, String beside) {
        String limit = Text.of("at most %.0f", most);
        return new Verdict(what, limit, Text.of("%.0f", bytes), beside, bytes <= most);
    }

    public Check check(String measure) {
        return new Check(measure, what, floor, beside.isEmpty() ? seen : seen + "; " + beside, kept);
    }
}
