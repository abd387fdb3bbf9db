package dev.corral.node.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds the known name that is nearest to a given one, by the number of letters that are added, left out, replaced or
 * swapped.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance">optimal string alignment
 *     distance</a>
 */
final class Nearest {

    private Nearest() {}

    /** Returns empty if every known name differs in more than a quarter of the letters (and in more than two). */
    static Optional<String> to(String given, Collection<String> known) {
        return within(Math.max(2, given.length() / 4), given, known);
    }

    /** Returns empty if every known name differs in more than {@code most} letters. */
    static Optional<String> within(int most, String given, Collection<String> known) {
        return known.stream()
                .filter(name -> Math.abs(name.length() - given.length()) <= most)
                .filter(name -> distance(given, name) <= most)
                .min(Comparator.comparingInt((String name) -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    static int distance(String one, String other) {
        int[][] rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : least(rows, one, other, i, j);
            }
        }
        return rows[one.length()][other.length()];
    }

    private static int least(int[][] rows, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
