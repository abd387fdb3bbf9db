package dev.corral.lab.report;

import dev.corral.lab.text.Text;

/**
 * The progress of a rung's run as one line that fits the terminal for all values of its numbers.
 *
 * @param done the share of the run that is done, from 0 to 1
 * @param boundary the number of the hot key's current boundary, counted from 0
 */
record ProgressLine(String cache, double done, long boundary, int boundaries, double queriesPerSecond) {

    private static final int LONGEST_BAR = 24;
    private static final int SHORTEST_BAR = 4;
    private static final int BRACKETS = 3;

    /** @param columns the largest width of the line */
    String text(int columns) {
        String name = Text.of("%-13s", cache);
        String numbers = Text.of(" boundary %d of %d   origin %5.0f queries/s", boundary, boundaries, queriesPerSecond);
        int room = columns - name.length() - numbers.length() - BRACKETS;
        String line = name + (room < SHORTEST_BAR ? "" : " [" + bar(Math.min(room, LONGEST_BAR)) + "]") + numbers;
        return line.length() <= columns ? line : line.substring(0, Math.max(0, columns));
    }

    private String bar(int width) {
        int filled = (int) (Math.clamp(done, 0.0, 1.0) * width);
        return "#".repeat(filled) + ".".repeat(width - filled);
    }
}
