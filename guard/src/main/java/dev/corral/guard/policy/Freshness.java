package dev.corral.guard.policy;

import dev.corral.guard.core.Entry;

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

    Judgement judge(Entry entry, long nowMicros);

    /** Fresh until the soft TTL, then expired. */
    static Freshness hardTtl() {
        return (entry, now) -> entry.fresh(now) ? Judgement.FRESH : Judgement.EXPIRED;
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
