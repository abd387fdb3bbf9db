package dev.corral.guard.core;

import java.util.Map;

/** What the origin said about a key: a {@link Value}, that there is none ({@link Absent}), or {@link Passed}. */
public sealed interface Content permits Content.Value, Content.Absent, Content.Passed {

    Absent ABSENT = new Absent();

    /** Bytes, as a store weighs them. */
    int size();

    /**
     * A row.
     *
     * @param bytes the payload; shared, never changed
     * @param fields what the origin said about it, by lower-case name, for example {@code content-type}; kept and handed
     *     on as it is
     * @param version the origin's row version, growing; 0 where the origin gives none
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Value(byte[] bytes, Map<String, String> fields, long version) implements Content {

        public static final String TYPE = "content-type";

        /** A row of which no more is known than its media type. */
        public Value(byte[] bytes, String type, long version) {
            this(bytes, Map.of(TYPE, type), version);
        }

        @Override
        public int size() {
            return weigh(bytes, fields);
        }
    }

    /** The row is known not to exist. */
    record Absent() implements Content {
        @Override
        public int size() {
            return 0;
        }
    }

    /**
     * Handed on as it is, and never stored: a redirection, a refusal, an answer that forbids storing.
     *
     * @param status as the origin's protocol has it
     * @param fields as a value's
     * @param personal for the one caller who asked: not shared with those who wait for the same load either
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Passed(int status, Map<String, String> fields, byte[] bytes, boolean personal) implements Content {
        @Override
        public int size() {
            return weigh(bytes, fields);
        }
    }

    private static int weigh(byte[] bytes, Map<String, String> fields) {
        int size = bytes.length;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            size += field.getKey().length() + field.getValue().length();
        }
        return size;
    }
}
