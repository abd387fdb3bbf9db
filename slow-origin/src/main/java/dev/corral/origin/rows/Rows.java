package dev.corral.origin.rows;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The table: every id has a row, except those that match the absent pattern, until it is written or deleted.
 *
 * <p>Rows that were never written are generated when they are read, so that only writes need memory, which is bounded.
 */
public final class Rows {

    private static final int OVERHEAD_BYTES = 100;

    private final Pattern absent;
    private final GeneratedBody generated;
    private final long capacityBytes;
    private final Map<String, Written> written = new HashMap<>();
    private long writtenBytes;

    /** The last write: a body, or null for a deletion. */
    private record Written(long version, byte[] body) {

        private Optional<Row> row() {
            return Optional.ofNullable(body).map(bytes -> new Row(version, bytes));
        }
    }

    /**
     * @param absent the pattern of ids that do not exist until they are written
     * @param capacityBytes the maximum memory of the written rows
     */
    public Rows(Pattern absent, GeneratedBody generated, long capacityBytes) {
        this.absent = absent;
        this.generated = generated;
        this.capacityBytes = capacityBytes;
    }

    public Optional<Row> read(String id) {
        Written last = written.get(id);
        if (last != null) {
            return last.row();
        }
        return bornAbsent(id) ? Optional.empty() : Optional.of(new Row(1, generated.of(id)));
    }

    /**
     * @throws RowsFull if there is no room for it
     */
    public Row write(String id, byte[] body) {
        Row row = new Row(versionOf(id) + 1, body);
        put(id, new Written(row.version(), body));
        return row;
    }

    /**
     * Makes the row absent; its version is kept, so that a later write continues from it.
     *
     * @throws RowsFull if there is no room to remember it
     */
    public void delete(String id) {
        if (read(id).isPresent()) {
            put(id, new Written(versionOf(id), null));
        }
    }

    private long versionOf(String id) {
        Written last = written.get(id);
        if (last != null) {
            return last.version();
        }
        return bornAbsent(id) ? 0 : 1;
    }

    private boolean bornAbsent(String id) {
        return absent.matcher(id).matches();
    }

    private void put(String id, Written next) {
        long addedBytes = weight(id, next) - weight(id, written.get(id));
        if (addedBytes > 0 && writtenBytes + addedBytes > capacityBytes) {
            throw new RowsFull(capacityBytes);
        }
        writtenBytes += addedBytes;
        written.put(id, next);
    }

    private static long weight(String id, Written one) {
        if (one == null) {
            return 0;
        }
        int bodyBytes = one.body() == null ? 0 : one.body().length;
        return OVERHEAD_BYTES + 2L * id.length() + bodyBytes;
    }
}
