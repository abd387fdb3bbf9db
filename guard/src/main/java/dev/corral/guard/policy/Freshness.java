package dev.corral.guard.policy;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import java.util.function.DoubleSupplier;

/** Decides whether an entry may be served, by the limits its writer gave it. */
@FunctionalInterface
public interface Freshness {

    /** What to do with an entry. */
    enum Judgement {
        /** Serve it. */
        FRESH,
        /** Serve it, and reload it before its soft TTL. */
        EARLY,
        /** Serve it, and reload it. */
        STALE,
        /** Load first; it may be served only where the load fails. */
        EXPIRED
    }

    /** The share of its TTL by which an entry is reloaded early at most. */
    double LONGEST_LEAD = 0.2;

    Judgement judge(Entry entry, long nowMicros);

    /** Fresh until the soft TTL, then expired. */
    static Freshness hardTtl() {
        return (entry, now) -> entry.fresh(now) ? Judgement.FRESH : Judgement.EXPIRED;
    }

    /**
     * XFetch: an entry that is fresh is reloaded early with a chance that grows towards its end, so that one read of many
     * finds it due before it expires. Early when {@code -delta * beta * ln(rand)} reaches the time left to the soft limit.
     *
     * <p>A negative entry is not reloaded early: nobody waits for a row that is not there.
     *
     * @param beta how eager, 1 is the paper's; the mean lead grows with it
     * @param random uniform in [0, 1)
     * @param otherwise judges what is not early
     * @see <a href="https://www.vldb.org/pvldb/vol8/p886-vattani.pdf">Optimal Probabilistic Cache Stampede Prevention</a>
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

    /** In microseconds; at most a share of the TTL, because the logarithm has no bound. */
    private static double lead(Entry entry, double beta, DoubleSupplier random) {
        double drawn = -entry.delta().toNanos() / 1e3 * beta * Math.log(1 - random.getAsDouble());
        return Math.min(drawn, entry.limits().soft().toNanos() / 1e3 * LONGEST_LEAD);
    }

    /**
     * Served stale between the soft TTL and the stale limit, while a refresh runs.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5861">RFC 5861</a>
     */
    static Freshness staleWhileRevalidate() {
        return (entry, now) ->
                entry.fresh(now) ? Judgement.FRESH : entry.usable(now) ? Judgement.STALE : Judgement.EXPIRED;
    }
}
