package dev.corral.lab.measure;

import dev.corral.lab.text.Text;

/**
 * The result of one promise: the bound, and the number that was counted.
 *
 * @param name a short description of the promise
 * @param promised the bound
 * @param seen the number
 */
public record Check(String rung, String name, String promised, String seen, boolean kept) {

    static Check of(RungRun run, String name, String promised, String seen, boolean kept) {
        return new Check(run.rung().cache(), name, promised, seen, kept);
    }

    static String ms(double millis) {
        return Text.of("%.1f ms", millis);
    }

    /** Returns a row of a Markdown table: rung, promise, bound, number, and whether the promise was kept. */
    public String markdown() {
        return Text.of("| %s | %s | %s | %s | %s |%n", rung, name, promised, seen, kept ? "kept" : "**MISSED**");
    }

    @Override
    public String toString() {
        return Text.of("%s  %-14s %s: promised %s, seen %s", kept ? "kept  " : "MISSED", rung, name, promised, seen);
    }
}
