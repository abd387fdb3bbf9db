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

/** Reads one row from several sides in turn, at the same fixed rate, and says what each has cost. */
final class Contest {

    /** More would be bursts, in which a request costs less. */
    private static final double LATE_AT_MOST = 0.05;

    private static final int ROUNDS = 15;
    /** Of the cost in the round before. */
    private static final double SETTLED = 0.9;

    /** There and back so often in a round: a neighbour that takes the processor for a second falls on all sides. */
    private static final int TURNS = 4;

    private static final Duration WINDOW = Duration.ofMillis(250);
    private static final int SATURATED = 5;
    private static final Duration SATURATING = Duration.ofSeconds(1);
    /** Turns of a saturating load, each with a pause behind it in which the compiler gets at the processor. */
    private static final int WARM_UPS = 8;
    /** So many rounds may be held again because the generator lagged. */
    private static final int PATIENCE = 15;

    private final Stand stand;
    private final List<Side> sides;
    private final CacheStatus expected;

    /** @param expected how every answer of every side says that it was served */
    Contest(Stand stand, List<Side> sides, CacheStatus expected) {
        this.stand = stand;
        this.sides = sides;
        this.expected = expected;
    }

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

    /** Until no side gets cheaper any more: a compiler that has to share its processor takes its time. */
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
                perSecond.put(side.name(), stand.saturate(side, SATURATING));
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

    /** So that what changes evenly meanwhile falls on all sides alike. */
    private List<Reading> thereAndBack() throws InterruptedException {
        List<Reading> there = new ArrayList<>();
        for (Side side : sides) {
            there.add(stand.read(side, WINDOW, expected));
        }
        List<Reading> round = new ArrayList<>();
        for (int each = sides.size() - 1; each >= 0; each--) {
            round.addFirst(there.get(each).plus(stand.read(sides.get(each), WINDOW, expected)));
        }
        return round;
    }
}
