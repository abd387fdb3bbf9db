package dev.corral.lab.scenario;

import java.time.Duration;

/**
 * Everything that a run can be repeated from: the fleet, the load, the caches' times and the origin.
 *
 * @param nodes cache nodes in the fleet
 * @param seed of everything that is drawn
 * @param boundaries of the hot key to count at each rung
 */
public record Scenario(int nodes, long seed, int boundaries, Load load, Times times, Origin origin) {

    private static final int MOST_LOADS = 1_000;

    /** TTL of the keys whose life a trial must see whole. */
    public static final Duration BRIEF_TTL = Duration.ofSeconds(1);
    /** TTL of the keys that nothing but a change or a loss may end. */
    public static final Duration LASTING_TTL = Duration.ofMinutes(2);

    /**
     * Reads per second by class of key.
     *
     * @param hot of the one hot key
     * @param products of all product keys together
     * @param absent of ids that do not exist
     * @param productKeys how many product keys there are
     * @param zipf the exponent by which product keys are chosen; 0 chooses evenly
     */
    public record Load(double hot, double products, double absent, int productKeys, double zipf) {

        public static final int ABSENT_KEYS = 50;

        public double rate() {
            return hot + products + absent;
        }

        public Load scaledTo(double rate) {
            double factor = rate / rate();
            return new Load(hot * factor, products * factor, absent * factor, productKeys, zipf);
        }
    }

    /** The caches' times, as every rung has them that has them at all. */
    public record Times(Duration hotTtl, Duration productTtl, Duration staleFor, double jitter, Duration negativeTtl) {}

    /** The origin, sized so that only a rung without a cache may overflow its queue. */
    public record Origin(Duration median, double spread, int workers, int queue, int valueBytes) {}

    /** Loads that a node lets through at once: its part of what the origin can work on, as far as a lab can load it. */
    public int gate() {
        return Math.max(1, Math.min(origin.workers(), MOST_LOADS) / nodes);
    }

    public int fleetGate() {
        return nodes * gate();
    }

    /** The same with a part of its load. */
    public Scenario atShare(double share) {
        return new Scenario(nodes, seed, boundaries, load.scaledTo(load.rate() * share), times, origin);
    }

    /** From the write of the hot key to the end: the boundaries to count, the first, which is not counted, and a rest. */
    public Duration duration() {
        Duration period = times.hotTtl().plus(origin.median().multipliedBy(3).dividedBy(2));
        return period.multipliedBy(boundaries + 1L)
                .plus(times.hotTtl().dividedBy(2))
                .plus(period.dividedBy(4));
    }
}
