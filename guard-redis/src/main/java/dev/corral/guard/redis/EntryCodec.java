package dev.corral.guard.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Limits;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The stored form of an entry: a fixed big-endian header, the fields, the payload.
 *
 * <p>An entry is one string, so that a hit is one plain GET. The scripts use the same offsets: format 0, flags 2, fence
 * 3, written at (µs) 11, limits (ms) 19, 27 and 35, delta (µs) 43, origin version 51, length of the
 * {@linkplain PackedFields fields} 59. A node that reads a format it does not know treats the value as a miss, so a
 * rollout may mix versions.
 */
final class EntryCodec {

    /** The number of this layout: two bytes with which no text begins. A new layout uses the next number. */
    static final short FORMAT = (short) 0xC002;

    private static final int HEADER_BYTES = 61;
    private static final byte PRESENT = 0;
    private static final byte ABSENT = 1;
    /** The longest limit in milliseconds whose nanoseconds fit into a {@code long}. */
    private static final long LONGEST_MILLIS = Long.MAX_VALUE / 1_000_000;

    private static final int MAX_FIELD_BYTES = 0xFFFF;

    private EntryCodec() {}

    static byte[] format() {
        return ByteBuffer.allocate(Short.BYTES).putShort(FORMAT).array();
    }

    static byte[] encode(Entry entry) {
        Content.Value row = entry.content() instanceof Content.Value value ? value : null;
        byte[] fields =
                row == null ? new byte[0] : PackedFields.pack(row.fields()).getBytes(UTF_8);
        byte[] payload = row == null ? new byte[0] : row.bytes();
        if (fields.length > MAX_FIELD_BYTES) {
            throw new IllegalArgumentException("the metadata of a row must have at most " + MAX_FIELD_BYTES + " bytes");
        }
        return ByteBuffer.allocate(HEADER_BYTES + fields.length + payload.length)
                .putShort(FORMAT)
                .put(row == null ? ABSENT : PRESENT)
                .putLong(entry.fence())
                .putLong(entry.writtenAtMicros())
                .putLong(millis(entry.limits().soft()))
                .putLong(millis(entry.limits().stale()))
                .putLong(millis(entry.limits().hard()))
                .putLong(entry.delta().toNanos() / 1_000)
                .putLong(row == null ? 0 : row.version())
                .putShort((short) fields.length)
                .put(fields)
                .put(payload)
                .array();
    }

    /** Returns the milliseconds of a limit, rounded up, because a limit of 0 ms is invalid. */
    static long millis(Duration limit) {
        return limit.plusNanos(999_999).toMillis();
    }

    /** Decodes an entry; empty if the format is unknown or the bytes are not an entry. */
    static Optional<Entry> decode(Buffer packed) {
        if (packed.length() < HEADER_BYTES || packed.getShort(0) != FORMAT) {
            return Optional.empty();
        }
        int payloadAt = HEADER_BYTES + packed.getUnsignedShort(59);
        long soft = packed.getLong(19);
        long stale = packed.getLong(27);
        long hard = packed.getLong(35);
        boolean limited = soft > 0 && soft <= stale && stale <= hard && hard <= LONGEST_MILLIS;
        if (payloadAt > packed.length() || !limited) {
            return Optional.empty();
        }
        Limits limits = new Limits(Duration.ofMillis(soft), Duration.ofMillis(stale), Duration.ofMillis(hard));
        Duration delta = Duration.of(packed.getLong(43), ChronoUnit.MICROS);
        return Optional.of(new Entry(content(packed, payloadAt), packed.getLong(3), packed.getLong(11), limits, delta));
    }

    private static Content content(Buffer packed, int payloadAt) {
        if (packed.getByte(2) == ABSENT) {
            return Content.ABSENT;
        }
        byte[] payload = packed.getBytes(payloadAt, packed.length());
        return new Content.Value(
                payload, PackedFields.read(packed.getBytes(HEADER_BYTES, payloadAt)), packed.getLong(51));
    }
}
