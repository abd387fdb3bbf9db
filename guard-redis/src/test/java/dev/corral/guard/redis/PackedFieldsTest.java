package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackedFieldsTest {

    @Test
    void manyRows_haveTheirOwnFields() {
        for (int round = 0; round < 2; round++) {
            for (int row = 0; row < 2_000; row++) {
                Map<String, String> fields = Map.of("row-version", String.valueOf(row));
                assertThat(read(PackedFields.pack(fields))).isEqualTo(fields);
            }
        }
    }

    /** Two texts with the same hash. */
    @Test
    void linesThatCollide_areToldApart() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        assertThat(read("Aa:1\n")).isEqualTo(Map.of("Aa", "1"));
        assertThat(read("BB:1\n")).isEqualTo(Map.of("BB", "1"));
        assertThat(read("Aa:1\n")).isEqualTo(Map.of("Aa", "1"));
    }

    @Test
    void sameLines_areReadOnceExceptLongOnes() {
        String lines = "content-type:text/plain\n";
        String longer = "note:" + "x".repeat(2_000) + "\n";

        assertThat(read(lines)).isSameAs(read(lines));
        assertThat(read(longer)).isEqualTo(read(longer)).isNotSameAs(read(longer));
    }

    @Test
    void whatWasRead_cannotBeChanged() {
        Map<String, String> fields = read("a:1\n");

        assertThatThrownBy(() -> fields.put("a", "2")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void order_isKept() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("z", "1");
        fields.put("a", "2");

        assertThat(read(PackedFields.pack(fields)).keySet()).containsExactly("z", "a");
    }

    private static Map<String, String> read(String lines) {
        return PackedFields.read(lines.getBytes(StandardCharsets.UTF_8));
    }
}
