package dev.corral.guard.core;

import java.util.Optional;

/**
 * The answer to a request, as a layer returns it.
 *
 * @param stale whether the content is past its soft TTL, or was overtaken while it was read
 * @param entry the entry with its times, if the content is or was cached
 * @param unstored the entry that was not stored, if the shared store could not be reached or did not accept it
 * @param kept the outcome in the shared store, if this load tried to store the answer
 */
public record Answer(
        Content content, Source source, boolean stale, Optional<Entry> entry, Optional<Entry> unstored, Kept kept) {

    /** The source of an answer, from the point of view of its caller. */
    public enum Source {
        /** The near cache in this process. */
        NEAR,
        /** The shared store, without waiting for a load. */
        STORE,
        /** A load that another caller of this process had begun. */
        FLIGHT,
        /** A load of another process, for which the request waited. */
        FLEET,
        /** A query that the request itself sent. */
        ORIGIN
    }

    /** The outcome of a loaded answer in the shared store. */
    public enum Kept {
        NOT_TRIED,
        STORED,
        /** The answer must not be stored: it is too large, or the row is absent and absence is not stored. */
        PASSED,
        /** The fence refused the write: something newer was written while the row was read. */
        REFUSED,
        /** The store could not be reached, or did not accept the write. */
        FAILED
    }

    /** Returns the answer of a query that the request itself sent. */
    public static Answer loaded(Content content) {
        return new Answer(content, Source.ORIGIN, false, Optional.empty(), Optional.empty(), Kept.NOT_TRIED);
    }

    /** Returns the answer of a stored entry. */
    public static Answer cached(Entry entry, Source source, boolean stale) {
        return new Answer(entry.content(), source, stale, Optional.of(entry), Optional.empty(), Kept.NOT_TRIED);
    }

    /** Returns this answer after its entry was stored, as the store stamped it. */
    public Answer stored(Entry entry) {
        return new Answer(entry.content(), source, false, Optional.of(entry), Optional.empty(), Kept.STORED);
    }

    /** Returns this answer with the entry that the shared store does not have. */
    public Answer unstored(Entry entry) {
        return new Answer(content, source, stale, Optional.empty(), Optional.of(entry), kept);
    }

    /** Returns this answer without an entry in the shared store; after a refusal by the fence it is stale. */
    public Answer unkept(Kept reason) {
        return new Answer(content, source, reason == Kept.REFUSED, Optional.empty(), unstored, reason);
    }

    /** Whether the answer is for the one caller that sent the request. */
    public boolean personal() {
        return content instanceof Content.Passed passed && passed.personal();
    }

    /** Returns this answer as a follower of the flight receives it. */
    public Answer joined() {
        return new Answer(content, Source.FLIGHT, stale, entry, Optional.empty(), Kept.NOT_TRIED);
    }
}
