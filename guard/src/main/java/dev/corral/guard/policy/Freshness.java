package dev.corral.guard.policy;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import java.util.function.DoubleSupplier;

/** Decides whether an entry may be served, by the limits that its writer set. */
@FunctionalInterface
public interface Freshness {

    /** The decision about an entry. */
    enum Judgement {
        /** Serve it. */
        FRESH,
        /** Serve it, and reload it before its soft TTL. */
        EARLY,
        /** Serve it, and reload it. */
        STALE,
        /** Load first; serve the entry only if the load fails. */
        EXPIRED
    }

    /** The largest share of its TTL by which an entry is reloaded early. */
    double LONGEST_LEAD = 0.2;

    /**
     * Returns the decision about an entry.
     *
     * @param nowMicros the time of the fleet, as {@link dev.corral.guard.runtime.Clock#micros}
     */
    Judgement judge(Entry entry, long nowMicros);

    /** An entry is fresh until its soft TTL, then expired. */
    static Freshness hardTtl() {
        return (entry, now) -> entry.fresh(now) ? Judgement.FRESH : Judgement.EXPIRED;
    }

    /**
     * XFetch: a fresh entry is reloaded early with a probability that grows towards its end, so that one of many reads
     * finds it due before it expires. It is due when {@code -delta * beta * ln(rand)} reaches the time left to the soft
     * limit.
     *
     * <p>A negative entry is not reloaded early: no caller waits for a row that does not exist.
     *
     * @param beta the eagerness, 1 in the paper; the mean lead grows with it
     * @param random uniform in [0, 1)
     * @param otherwise judges an entry that is not due early
     * @see <a href="https://www.vldb.org/pvldb/vol8/p886-vattani.pdf">Optimal Probabilistic Cache Stampede
     *     Prevention</a>
     */
    static Freshness xfetch(double beta, DoubleSupplier random, Freshness otherwise) {
        return (entry, now) -> {
            Judgement judgement = otherwise.judge(entry, now);
            boolean due = judgement == Judgement.FRESH
                    && entry.content() instanceof Content.Value
                    && lead(entry, beta, random) >= entry.leftMicros(now);
            return due ? Judgement.EARLY : judgement;
        };
    }

    /** Draws the lead in microseconds; at most a share of the TTL, because the logarithm has no bound. */
    private static double lead(Entry entry, double beta, DoubleSupplier random) {
        double drawn = -entry.delta().toNanos() / 1e3 * beta * Math.log(1 - random.getAsDouble());
        return Math.min(drawn, entry.limits().soft().toNanos() / 1e3 * LONGEST_LEAD);
    }

    /**
     * An entry is served stale between the soft TTL and the stale limit, while a refresh runs.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5861">RFC 5861</a>
     */
    static Freshness staleWhileRevalidate() {
        return (entry, now) ->
                entry.fresh(now) ? Judgement.FRESH : entry.usable(now) ? Judgement.STALE : Judgement.EXPIRED;
    }
}
