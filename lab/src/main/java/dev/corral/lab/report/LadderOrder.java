package dev.corral.lab.report;

import dev.corral.lab.measure.Row;
import dev.corral.lab.scenario.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rungs of a report in the order in which they were run, void ones included. */
public final class LadderOrder {

    /**
     * A rung in that order.
     *
     * @param row the row of the rung; empty if the rung is void
     */
    public record Place(String rung, Optional<Row> row) {}

    private LadderOrder() {}

    public static List<Place> of(Report report) {
        List<Place> places = new ArrayList<>();
        report.rows().forEach(row -> places.add(new Place(row.rung(), Optional.of(row))));
        for (Rung rung : Rung.values()) {
            if (report.voids().containsKey(rung.cache())) {
                places.add(index(places, rung), new Place(rung.cache(), Optional.empty()));
            }
        }
        return places;
    }

    /** The index of the first rung that comes later in the ladder. */
    private static int index(List<Place> places, Rung rung) {
        for (int each = 0; each < places.size(); each++) {
            if (Rung.place(places.get(each).rung()) > rung.ordinal()) {
                return each;
            }
        }
        return places.size();
    }
}
