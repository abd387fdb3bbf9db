package dev.corral.lab.measure;

import java.util.Locale;

/**
 * One promise of one rung, held against what was counted.
 *
 * @param name what is promised, in a few words
 * @param promised the bound
 * @param seen the number
 */
public record Check(String rung, String name, String promised, String seen, boolean kept) {

    static Check of(RungRun run, String name, String promised, String seen, boolean kept) {
        return new Check(run.rung().cache(), name, promised, seen, kept);
    }

    static String ms(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    /** A row of a table in Markdown: rung, promise, promised, seen, and whether it was kept. */
    public String markdown() {
        return String.format(
                Locale.ROOT, "| %s | %s | %s | %s | %s |%n", rung, name, promised, seen, kept ? "kept" : "**MISSED**");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s  %-14s %s: promised %s, seen %s",
                kept ? "kept  " : "MISSED",
                rung,
                name,
                promised,
                seen);
    }
}
