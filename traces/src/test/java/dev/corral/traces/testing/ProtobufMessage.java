package dev.corral.traces.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A protobuf message without its schema: its fields by number, in order.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtobufMessage {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    private final List<Field> fields = new ArrayList<>();

    /** @param bytes the value of a length-delimited field; null for a number */
    private record Field(int number, long value, byte[] bytes) {}

    private ProtobufMessage() {}

    static ProtobufMessage of(byte[] bytes) {
        ProtobufMessage message = new ProtobufMessage();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            message.fields.add(field(in));
        }
        return message;
    }

    private static Field field(ByteBuffer in) {
        long tag = varint(in);
        int number = (int) (tag >>> 3);
        return switch ((int) (tag & 7)) {
            case VARINT -> new Field(number, varint(in), null);
            case FIXED_64 -> new Field(number, in.getLong(), null);
            case LENGTH_DELIMITED -> new Field(number, 0, bytes(in));
            case FIXED_32 -> new Field(number, in.getInt(), null);
            default -> throw new IllegalArgumentException("no protobuf message");
        };
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[(int) varint(in)];
        in.get(bytes);
        return bytes;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    List<ProtobufMessage> messages(int number) {
        return fields.stream()
                .filter(field -> field.number == number && field.bytes != null)
                .map(field -> of(field.bytes))
                .toList();
    }

    boolean has(int number) {
        return fields.stream().anyMatch(field -> field.number == number);
    }

    String text(int number) {
        return new String(raw(number), StandardCharsets.UTF_8);
    }

    String hex(int number) {
        return HexFormat.of().formatHex(raw(number));
    }

    long number(int number) {
        return fields.stream()
                .filter(field -> field.number == number)
                .mapToLong(Field::value)
                .findFirst()
                .orElse(0);
    }

    private byte[] raw(int number) {
        return fields.stream()
                .filter(field -> field.number == number && field.bytes != null)
                .map(Field::bytes)
                .findFirst()
                .orElse(new byte[0]);
    }
}
