package dev.corral.lab.load;

import java.util.Arrays;

/** The distribution from which one of n keys is chosen: uniform, or by Zipf's law. */
final class Popularity {

    private final double[] cumulated;

    private Popularity(double[] cumulated) {
        this.cumulated = cumulated;
    }

    /** Returns a distribution in which the k-th key has the weight {@code 1 / k^exponent}. */
    static Popularity zipf(int keys, double exponent) {
        double[] cumulated = new double[keys];
        double sum = 0;
        for (int each = 0; each < keys; each++) {
            sum += 1 / Math.pow(each + 1.0, exponent);
            cumulated[each] = sum;
        }
        return new Popularity(cumulated);
    }

    /** @param drawn a uniform random number in [0, 1) */
    int draw(double drawn) {
        int at = Arrays.binarySearch(cumulated, drawn * cumulated[cumulated.length - 1]);
        return Math.min(at < 0 ? -at - 1 : at + 1, cumulated.length - 1);
    }
}
