package dev.corral.lab.report.page;

import dev.corral.lab.measure.Row;
import dev.corral.lab.measure.Timeline;
import dev.corral.lab.report.Report;
import dev.corral.lab.scenario.Rung;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The data for the page's script. The charts of rungs with a cache have the same scales, so that they can be compared.
 */
record ChartData(Report report, Map<String, Timeline> timelines) {

    /** @param ideal the ideal value; null if there is none */
    private record Bars(String id, List<String> labels, List<Double> values, Double ideal, double max) {}

    private record Times(Timeline timeline, int queriesMax, double latencyMax, double seconds) {}

    Map<String, Object> asMap() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("bars", bars());
        data.put("times", times());
        return data;
    }

    private List<Bars> bars() {
        double seconds = report.scenario().duration().toNanos() / 1e9;
        return List.of(
                bars("queries", Row::queriesPerSecond, report.ideal().queries() / seconds),
                bars("hot", Row::hotMedian, null),
                bars("peak", Row::productPeak, null),
                bars("p99", RungSection::p99, null));
    }

    /**
     * Returns a bar chart. The bar of the rung without a cache would dwarf the others, so it is cut and labelled as
     * such.
     */
    private Bars bars(String id, ToDoubleFunction<Row> number, Double ideal) {
        double max = report.rows().stream()
                .filter(row -> report.rows().size() == 1 || !uncached(row.rung()))
                .mapToDouble(number)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(1);
        return new Bars(
                id,
                report.rows().stream().map(Row::rung).toList(),
                report.rows().stream()
                        .map(row -> number.applyAsDouble(row))
                        .map(value -> Double.isNaN(value) ? null : value)
                        .toList(),
                ideal,
                max * 1.2);
    }

    private Map<String, Times> times() {
        Map<String, Times> times = new LinkedHashMap<>();
        timelines.forEach((rung, timeline) -> times.put(
                rung,
                new Times(
                        timeline,
                        peers(rung).stream().mapToInt(Timeline::peak).max().orElse(1),
                        peers(rung).stream()
                                .mapToDouble(ChartData::slowest)
                                .max()
                                .orElse(1),
                        report.scenario().duration().toMillis() / 1_000.0)));
        return times;
    }

    private List<Timeline> peers(String rung) {
        List<Timeline> peers = new ArrayList<>();
        timelines.forEach((other, timeline) -> {
            if (uncached(other) == uncached(rung)) {
                peers.add(timeline);
            }
        });
        return peers;
    }

    private static double slowest(Timeline timeline) {
        return timeline.p99().stream()
                .filter(each -> each != null)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
    }

    private static boolean uncached(String rung) {
        return rung.equals(Rung.NONE.cache());
    }
}
