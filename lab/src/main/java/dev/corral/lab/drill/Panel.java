package dev.corral.lab.drill;

import dev.corral.lab.fleet.PrometheusApi.Point;
import dev.corral.lab.text.Text;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * A panel of the on-call board, and the values that it shows in a healthy fleet.
 *
 * @param row the title of its row
 * @param limit the healthy value that is closest to an unhealthy one
 * @param atMost whether healthy values are at most the limit; otherwise they are at least the limit
 */
record Panel(String row, String title, double limit, boolean atMost) {

    static Panel atMost(double limit, String row, String title) {
        return new Panel(row, title, limit, true);
    }

    static Panel atLeast(double limit, String row, String title) {
        return new Panel(row, title, limit, false);
    }

    /** The value that is farthest from a healthy one; empty if the panel has no data. */
    OptionalDouble worst(List<Point> points) {
        DoubleStream values = points.stream().mapToDouble(Point::value);
        return atMost ? values.max() : values.min();
    }

    /** Whether the panel has data, and all of it is healthy. */
    boolean isHealthy(OptionalDouble worst) {
        return worst.isPresent() && (atMost ? worst.getAsDouble() <= limit : worst.getAsDouble() >= limit);
    }

    /** The value that is farther from a healthy one. */
    double worse(double one, double other) {
        return atMost ? Math.max(one, other) : Math.min(one, other);
    }

    String bound() {
        return Text.of("%s %s", atMost ? "at most" : "at least", number(limit));
    }

    static String text(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "no data";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Text.of("%.0f", value) : Text.of("%.3g", value);
    }
}
