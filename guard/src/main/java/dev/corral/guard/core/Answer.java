package dev.corral.guard.core;

import java.util.Optional;

/**
 * What comes back from further in.
 *
 * @param stale past its soft TTL, or overtaken while it was read
 * @param entry its times, where it is or was cached
 * @param unstored what would be its entry, where the shared store could not be asked or did not take it
 * @param kept what became of it in the shared store, where this load tried to keep it
 */
public record Answer(
        Content content, Source source, boolean stale, Optional<Entry> entry, Optional<Entry> unstored, Kept kept) {

    /** Where an answer came from, seen from its caller. */
    public enum Source {
        /** The near cache in this process. */
        NEAR,
        /** The shared store, without waiting for a load. */
        STORE,
        /** A load that another caller of this process had begun. */
        FLIGHT,
        /** A load of another process, waited for. */
        FLEET,
        /** A query of its own. */
        ORIGIN
    }

    /** What became of a loaded answer in the shared store. */
    public enum Kept {
        NOT_TRIED,
        STORED,
        /** Not to be stored: too large, or absent where absence is not remembered. */
        PASSED,
        /** Fenced out: something newer came while it was read. */
        REFUSED,
        /** The store could not be asked, or did not take it. */
        FAILED
    }

    public static Answer loaded(Content content) {
        return new Answer(content, Source.ORIGIN, false, Optional.empty(), Optional.empty(), Kept.NOT_TRIED);
    }

    public static Answer cached(Entry entry, Source source, boolean stale) {
        return new Answer(entry.content(), source, stale, Optional.of(entry), Optional.empty(), Kept.NOT_TRIED);
    }

    public Answer stored(Entry entry) {
        return new Answer(entry.content(), source, false, Optional.of(entry), Optional.empty(), Kept.STORED);
    }

    public Answer unstored(Entry entry) {
        return new Answer(content, source, stale, Optional.empty(), Optional.of(entry), kept);
    }

    public Answer unkept(Kept reason) {
        return new Answer(content, source, reason == Kept.REFUSED, Optional.empty(), unstored, reason);
    }

    /** Whether it is for the one caller alone who asked. */
    public boolean personal() {
        return content instanceof Content.Passed passed && passed.personal();
    }

    public Answer joined() {
        return new Answer(content, Source.FLIGHT, stale, entry, Optional.empty(), Kept.NOT_TRIED);
    }
}
