package dev.corral.lab.scenario;

import java.time.Duration;

/**
 * Everything that is needed to repeat a run: the fleet, the load, the times of the caches and the origin.
 *
 * @param nodes the number of cache nodes in the fleet
 * @param seed the seed of all random draws
 * @param boundaries the number of the hot key's boundaries to count at each rung
 */
public record Scenario(int nodes, long seed, int boundaries, Load load, Times times, Origin origin) {

    private static final int MOST_LOADS = 1_000;
    /** The time in which most keys are read after their TTL has run out. */
    private static final Duration SPREAD = Duration.ofMillis(800);

    /** The TTL of keys whose whole life a trial must observe. */
    public static final Duration BRIEF_TTL = Duration.ofSeconds(1);
    /** The TTL of keys whose entries end only by a change or a loss. */
    public static final Duration LASTING_TTL = Duration.ofMinutes(2);

    /**
     * The reads per second by class of key.
     *
     * @param hot the reads of the one hot key
     * @param products the reads of all product keys together
     * @param absent the reads of ids that do not exist
     * @param productKeys the number of product keys
     * @param zipf the exponent of the Zipf distribution of product keys; 0 is uniform
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

    /** The times of the caches, in every rung that uses them. */
    public record Times(Duration hotTtl, Duration productTtl, Duration staleFor, double jitter, Duration negativeTtl) {}

    /** The origin, sized so that only a rung without a cache can overflow its queue. */
    public record Origin(Duration median, double spread, int workers, int queue, int valueBytes) {}

    /**
     * The number of concurrent loads of a node: its share of what the origin can process, within what a lab can
     * generate.
     */
    public int gate() {
        return Math.max(1, Math.min(origin.workers(), MOST_LOADS) / nodes);
    }

    public int fleetGate() {
        return nodes * gate();
    }

    /** Returns the scenario with a share of its load. */
    public Scenario atShare(double share) {
        return new Scenario(nodes, seed, boundaries, load.scaledTo(load.rate() * share), times, origin);
    }

    /**
     * The time from the fill of the product keys to the write of the hot key: so long that the product keys end within
     * the run, and away from a boundary of the hot key.
     */
    public Duration headStart() {
        Duration least = longestProductTtl().plus(SPREAD).minus(duration());
        Duration wanted = longer(times.hotTtl().dividedBy(2), least);
        return shorter(wanted, times.productTtl().dividedBy(2));
    }

    private Duration longestProductTtl() {
        return Duration.ofMillis(Math.round(times.productTtl().toMillis() * (1 + times.jitter())));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * The duration from the write of the hot key to the end: the boundaries to count, the first one, which is not
     * counted, and a remainder.
     */
    public Duration duration() {
        Duration period = times.hotTtl().plus(origin.median().multipliedBy(3).dividedBy(2));
        return period.multipliedBy(boundaries + 1L)
                .plus(times.hotTtl().dividedBy(2))
                .plus(period.dividedBy(4));
    }
}
