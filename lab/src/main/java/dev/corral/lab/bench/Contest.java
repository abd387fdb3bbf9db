package dev.corral.lab.bench;

import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.VoidRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A comparison of several sides that reads one row from each of them in turn, at the same fixed rate, and measures the
 * cost of each.
 *
 * @param expected the cache status of every response of every side
 * @param counted the processor time that counts as the cost of a side
 */
record Contest(ControlledNode controlled, List<Side> sides, CacheStatus expected, Counted counted) {

    /** The processor time that counts as the cost of a side. */
    enum Counted {
        /** The time that a side uses while it is read: all of its work ends with its responses. */
        WINDOWS,
        /** The time that a side uses in the whole round: a part of its work is done after its responses. */
        ROUNDS
    }

    /**
     * The largest share of late requests; with more, the load would arrive in bursts, in which a request costs less.
     */
    private static final double LATE_AT_MOST = 0.05;

    private static final int ROUNDS = 15;
    /** The smallest ratio to the cost in the previous round at which a side counts as settled. */
    private static final double SETTLED = 0.9;

    /**
     * The passes over all sides in both directions in a round; another process that occupies the processor for a second
     * then affects all sides.
     */
    private static final int TURNS = 4;

    private static final Duration WINDOW = Duration.ofMillis(250);
    private static final int SATURATED = 5;
    private static final Duration SATURATING = Duration.ofSeconds(1);
    /** The number of saturating loads, each followed by a round during which the compiler gets processor time. */
    private static final int WARM_UPS = 8;
    /** The largest number of rounds that are repeated because the load generator lagged. */
    private static final int PATIENCE = 15;

    Rounds hold() throws InterruptedException {
        warmUp();
        List<List<Reading>> rounds = new ArrayList<>();
        for (int lagged = 0; rounds.size() < ROUNDS; ) {
            List<Reading> round = round();
            Optional<Lag> lag = lag(round);
            if (lag.isEmpty()) {
                rounds.add(round);
            } else if (++lagged > PATIENCE) {
                throw new VoidRun(lag.get() + ", in more than " + PATIENCE + " rounds");
            }
        }
        return new Rounds(rounds, saturated(SATURATED));
    }

    /** Warms up until no side becomes cheaper any more; a compiler that shares its processor needs time. */
    private void warmUp() throws InterruptedException {
        List<Reading> before = List.of();
        for (int turn = 0; turn < WARM_UPS; turn++) {
            saturated(1);
            before = round();
        }
        List<Reading> now = round();
        for (int more = 0; more < WARM_UPS && !settled(before, now); more++) {
            before = now;
            now = round();
        }
    }

    static boolean settled(List<Reading> before, List<Reading> now) {
        return IntStream.range(0, now.size())
                .allMatch(side -> now.get(side).perRequest() > before.get(side).perRequest() * SETTLED);
    }

    private List<Map<String, Double>> saturated(int turns) throws InterruptedException {
        List<Map<String, Double>> saturated = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            Map<String, Double> perSecond = new LinkedHashMap<>();
            for (Side side : sides) {
                perSecond.put(side.name(), controlled.saturate(side, SATURATING));
            }
            saturated.add(perSecond);
        }
        return saturated;
    }

    private static Optional<Lag> lag(List<Reading> round) {
        return round.stream()
                .map(Reading::lag)
                .filter(lag -> lag.lateShare() > LATE_AT_MOST)
                .findFirst();
    }

    private List<Reading> round() throws InterruptedException {
        List<Processor> processors =
                sides.stream().map(side -> Processor.of(side.pid())).toList();
        List<Reading> windows = windows();
        return counted == Counted.WINDOWS
                ? windows
                : IntStream.range(0, sides.size())
                        .mapToObj(side ->
                                windows.get(side).costing(processors.get(side).micros()))
                        .toList();
    }

    private List<Reading> windows() throws InterruptedException {
        List<Reading> round = thereAndBack();
        for (int turn = 1; turn < TURNS; turn++) {
            List<Reading> again = thereAndBack();
            List<Reading> before = round;
            round = IntStream.range(0, sides.size())
                    .mapToObj(side -> before.get(side).plus(again.get(side)))
                    .toList();
        }
        return round;
    }

    /**
     * Reads the sides in order and then in reverse order, so that a steady change of the machine affects all sides
     * alike.
     */
    private List<Reading> thereAndBack() throws InterruptedException {
        List<Reading> there = new ArrayList<>();
        for (Side side : sides) {
            there.add(controlled.read(side, WINDOW, expected));
        }
        List<Reading> round = new ArrayList<>();
        for (int each = sides.size() - 1; each >= 0; each--) {
            round.addFirst(there.get(each).plus(controlled.read(sides.get(each), WINDOW, expected)));
        }
        return round;
    }
}
