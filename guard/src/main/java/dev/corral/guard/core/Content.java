package dev.corral.guard.core;

/** What the origin said about a key: a {@link Value}, or that there is none ({@link Absent}). */
public sealed interface Content permits Content.Value, Content.Absent {

    Absent ABSENT = new Absent();

    /** Payload bytes, as a store weighs them. */
    int size();

    /**
     * A row.
     *
     * @param bytes the payload; shared, never changed
     * @param type its media type, for example {@code application/json}
     * @param version the origin's row version, growing; 0 where the origin gives none
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Value(byte[] bytes, String type, long version) implements Content {
        @Override
        public int size() {
            return bytes.length;
        }
    }

    /** The row is known not to exist. */
    record Absent() implements Content {
        @Override
        public int size() {
            return 0;
        }
    }
}
