package dev.corral.lab.bench;

import dev.corral.lab.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;

/**
 * The readings of several sides in rounds, so that other load on the machine affects all of them. The sides are
 * compared within a round; the result is the median of the rounds, with their spread.
 *
 * @param saturated the responses per second of each side without a fixed rate, measured in turns as well
 */
public record Rounds(List<List<Reading>> rounds, List<Map<String, Double>> saturated) {

    static final int AT_LEAST = 5;

    /** The median of the rounds' ratios, and the smallest and the largest of them. */
    public record Ratio(double median, double least, double most) {

        static Ratio of(double[] ratios) {
            double[] sorted = ratios.clone();
            Arrays.sort(sorted);
            return new Ratio(median(sorted), sorted[0], sorted[sorted.length - 1]);
        }

        private static double median(double[] sorted) {
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }

        @Override
        public String toString() {
            return Text.of("%.2f x (%.2f to %.2f)", median, least, most);
        }
    }

    /** Returns the cost of a side divided by the cost of its control. */
    Ratio ratio(String side, String control) {
        return Ratio.of(rounds.stream()
                .mapToDouble(round ->
                        of(side, round).perRequest() / of(control, round).perRequest())
                .toArray());
    }

    double microsPerRequest(String side) {
        double[] costs = rounds.stream()
                .mapToDouble(round -> of(side, round).perRequest())
                .toArray();
        return Ratio.of(costs).median();
    }

    private double perSecond(String side) {
        return Ratio.of(saturated.stream().mapToDouble(each -> each.get(side)).toArray())
                .median();
    }

    long strays() {
        return rounds.stream().flatMap(List::stream).mapToLong(Reading::strays).sum();
    }

    private static Reading of(String side, List<Reading> round) {
        return round.stream()
                .filter(reading -> reading.side().equals(side))
                .findFirst()
                .orElseThrow();
    }

    /** Checks that a side costs at most this many times as much as its control. */
    Verdict atMost(double times, String what, String side, String control) {
        return judge(what, Text.of("at most %.2f x", times), side, control, ratio -> ratio <= times);
    }

    /** Checks that a side costs less than its control. */
    Verdict below(String what, String side, String control) {
        return judge(what, "below the control", side, control, ratio -> ratio < 1);
    }

    /** Checks that two sides cost the same, up to this factor in either direction. */
    Verdict alike(double times, String what, String side, String control) {
        return judge(
                what,
                Text.of("%.2f x to %.2f x", 1 / times, times),
                side,
                control,
                ratio -> ratio <= times && ratio >= 1 / times);
    }

    private Verdict judge(String what, String floor, String side, String control, DoublePredicate limit) {
        Ratio ratio = ratio(side, control);
        String costs = Text.of("%.1f against %.1f µs a request", microsPerRequest(side), microsPerRequest(control));
        String most = saturated.isEmpty()
                ? ""
                : Text.of("; saturated %.0f against %.0f a second", perSecond(side), perSecond(control));
        String stray = strays() == 0 ? "" : ", " + strays() + " served otherwise";
        boolean kept = rounds.size() >= AT_LEAST && strays() == 0 && limit.test(ratio.median());
        return new Verdict(what, floor, ratio + stray, costs + most, kept);
    }
}
