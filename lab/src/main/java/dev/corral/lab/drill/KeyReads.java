package dev.corral.lab.drill;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The schedules of the herds' reads, which are longer than any herd or practice. Nobody has read their keys before. */
final class KeyReads {

    static final Duration LENGTH = Duration.ofMinutes(40);

    private static final int FIRST_ABSENT = 1_000;

    private KeyReads() {}

    /** Reads one key on all nodes in turn. */
    static List<Arrival> ofOne(DrillFleet fleet, int perSecond) {
        int nodes = fleet.stage().nodes();
        List<Integer> all = IntStream.range(0, nodes).boxed().toList();
        int first = fleet.stage().freshKeys(1);
        return Reads.on(all, KeyClass.PRODUCT, first, 1, reads(perSecond) / nodes, perSecond);
    }

    /**
     * Reads each key at a fixed interval.
     *
     * @param together the time in which the first reads of all keys are sent
     */
    static List<Arrival> of(DrillFleet fleet, int keys, int perSecond, Duration together) {
        int first = fleet.stage().freshKeys(keys);
        return Spread.over(
                together,
                KeyClass.PRODUCT,
                first,
                keys,
                perSecond,
                fleet.stage().nodes(),
                LENGTH);
    }

    /** Reads ids that do not exist, each at a fixed interval. */
    static List<Arrival> absent(DrillFleet fleet, int ids, int perSecond, Duration together) {
        return Spread.over(
                together,
                KeyClass.ABSENT,
                FIRST_ABSENT,
                ids,
                perSecond,
                fleet.stage().nodes(),
                LENGTH);
    }

    /** Reads each key once only. */
    static List<Arrival> once(DrillFleet fleet, int perSecond) {
        int keys = reads(perSecond);
        int first = fleet.stage().freshKeys(keys);
        return Reads.each(
                KeyClass.PRODUCT, first, keys, perSecond, fleet.stage().nodes());
    }

    private static int reads(int perSecond) {
        return (int) (perSecond * LENGTH.toSeconds());
    }
}
