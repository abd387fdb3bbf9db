package dev.corral.origin.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RowsTest {

    private final Rows rows = new Rows(Pattern.compile("absent-.*"), new GeneratedBody(256), 10_000);

    @Test
    void rowThatNobodyWrote_hasVersionOneAndTheGivenSize() {
        Row row = rows.read("hot").orElseThrow();

        assertThat(row.version()).isEqualTo(1);
        assertThat(row.body())
                .hasSize(256)
                .isEqualTo(rows.read("hot").orElseThrow().body());
        assertThat(text(row)).startsWith("{\"id\":\"hot\",\"padding\":\"xx").endsWith("xx\"}");
    }

    @Test
    void idWithQuotes_isEscaped() {
        assertThat(text(rows.read("a\"b\\ü").orElseThrow())).startsWith("{\"id\":\"a\\\"b\\\\ü\",");
        assertThat(rows.read("a\"b\\ü").orElseThrow().body()).hasSize(256);
    }

    @Test
    void idTooLongForTheSize_isThereAsAWhole() {
        assertThat(new String(new GeneratedBody(0).of("hot"), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"hot\",\"padding\":\"\"}");
    }

    @Test
    void write_raisesTheVersion() {
        assertThat(rows.write("hot", bytes("one")).version()).isEqualTo(2);
        assertThat(rows.write("hot", bytes("two")).version()).isEqualTo(3);
        assertThat(text(rows.read("hot").orElseThrow())).isEqualTo("two");
    }

    @Test
    void idOfTheAbsentPattern_isAbsentUntilItIsWritten() {
        assertThat(rows.read("absent-1")).isEmpty();

        assertThat(rows.write("absent-1", bytes("here")).version()).isEqualTo(1);
        assertThat(rows.read("absent-1")).isPresent();
        assertThat(rows.read("not-absent-1")).isPresent();
    }

    @Test
    void deletedRow_isAbsentAndItsVersionGoesOn() {
        rows.write("hot", bytes("one"));
        rows.delete("hot");
        rows.delete("hot");

        assertThat(rows.read("hot")).isEmpty();
        assertThat(rows.write("hot", bytes("two")).version()).isEqualTo(3);
    }

    @Test
    void rowThatNobodyWrote_canBeDeleted() {
        rows.delete("hot");

        assertThat(rows.read("hot")).isEmpty();
        assertThat(rows.write("hot", bytes("new")).version()).isEqualTo(2);
    }

    @Test
    void emptyBody_isARow() {
        rows.write("hot", new byte[0]);

        assertThat(rows.read("hot").orElseThrow().body()).isEmpty();
    }

    @Test
    void writeThatDoesNotFit_isRefusedAndChangesNothing() {
        rows.write("hot", bytes("small"));

        assertThatThrownBy(() -> rows.write("hot", new byte[10_000]))
                .isInstanceOf(RowsFull.class)
                .hasMessageContaining("10000 bytes");
        assertThat(text(rows.read("hot").orElseThrow())).isEqualTo("small");
    }

    @Test
    void rowThatIsReplacedOrDeleted_givesItsRoomBack() {
        for (int write = 0; write < 10; write++) {
            rows.write("hot", new byte[9_000]);
        }
        rows.delete("hot");

        assertThat(rows.write("cold", new byte[9_000]).version()).isEqualTo(2);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Row row) {
        return new String(row.body(), StandardCharsets.UTF_8);
    }
}
