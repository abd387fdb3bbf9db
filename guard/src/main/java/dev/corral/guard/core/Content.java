package dev.corral.guard.core;

import java.util.Map;

/**
 * The origin's answer for a key: a {@link Value}, the absence of a row ({@link Absent}), or an answer that is passed on
 * ({@link Passed}).
 */
public sealed interface Content permits Content.Value, Content.Absent, Content.Passed {

    Absent ABSENT = new Absent();

    /** The size in bytes by which a store limits its memory. */
    int size();

    /**
     * A row.
     *
     * @param bytes the payload; shared, never changed
     * @param fields the origin's metadata of the row, by lower-case name, for example {@code content-type}; stored and
     *     passed on as they are
     * @param version the origin's row version, which grows; 0 if the origin states none
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Value(byte[] bytes, Map<String, String> fields, long version) implements Content {

        public static final String TYPE = "content-type";

        /** A row whose only known metadata is its media type. */
        public Value(byte[] bytes, String type, long version) {
            this(bytes, Map.of(TYPE, type), version);
        }

        @Override
        public int size() {
            return weigh(bytes, fields);
        }
    }

    /** The known absence of a row. */
    record Absent() implements Content {
        @Override
        public int size() {
            return 0;
        }
    }

    /**
     * An answer that is passed on as it is and never stored: a redirection, a refusal, an answer that forbids storing.
     *
     * @param status the status in the origin's protocol
     * @param fields the metadata of the answer, as in a value
     * @param personal whether the answer is for the one caller that sent the request: it is not shared with callers
     *     that wait for the same load either
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
