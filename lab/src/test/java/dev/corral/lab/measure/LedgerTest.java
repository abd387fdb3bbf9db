package dev.corral.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.load.KeyClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    @Test
    void lines_areParsedAndPutInOrder() throws Exception {
        Ledger ledger = Ledger.parse("""
                {"startMicros":20,"key":"hot","cache":"swr","node":"node-2","durationMicros":5,"queuedMicros":0,"outcome":"found"}
                {"startMicros":10,"key":"absent-1","cache":"swr","node":"node-1","durationMicros":5,"queuedMicros":0,"outcome":"absent"}
                """);
        assertThat(ledger.queries()).extracting(Query::key).containsExactly("absent-1", "hot");
        assertThat(ledger.since(10).queries().getFirst().startMicros()).isZero();
        assertThat(ledger.of(KeyClass.ABSENT).size()).isEqualTo(1);
    }

    @Test
    void peak_slidesAndIsNotCutByAGrid() {
        Ledger ledger = ledger(
                query("a", 95, 1), query("b", 99, 1), query("c", 101, 1), query("d", 194, 1), query("e", 196, 1));
        assertThat(ledger.peak(100)).isEqualTo(4);
    }

    @Test
    void duplicate_isAQueryThatBeginsWhileOneOfItsKeyRuns() {
        assertThat(ledger(query("a", 0, 10), query("a", 9, 10), query("b", 5, 10), query("a", 18, 1), query("a", 30, 1))
                        .duplicates())
                .isEqualTo(2);
    }

    @Test
    void mostAtOnce_countsWhatHasArrivedAndIsNotYetAnswered() {
        assertThat(ledger(query("a", 0, 10), query("b", 5, 10), query("c", 9, 1), query("d", 10, 9))
                        .mostAtOnce())
                .isEqualTo(3);
        assertThat(ledger(query("a", 0, 10), query("b", 10, 10)).mostAtOnce()).isEqualTo(1);
        assertThat(ledger().mostAtOnce()).isZero();
    }

    @Test
    void mostAtOnceOfOneKey_doesNotAddUpKeys() {
        assertThat(ledger(query("a", 0, 10), query("b", 1, 10), query("a", 5, 10), query("b", 12, 1))
                        .mostAtOnceOfOneKey())
                .isEqualTo(2);
        assertThat(ledger().mostAtOnceOfOneKey()).isZero();
    }

    @Test
    void closest_looksAtEachKeyAlone() {
        assertThat(ledger(query("a", 0, 1), query("b", 1, 1), query("a", 50, 1)).closestMicros())
                .isEqualTo(50);
        assertThat(ledger(query("a", 0, 1), query("b", 1, 1)).closestMicros()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void fastest_isOfRowsThatWereFound() {
        Query absent = new Query(0, "absent-1", "c", "n", 1, "absent");
        assertThat(ledger(absent, query("a", 0, 7), query("b", 0, 9)).fastestMicros())
                .isEqualTo(7);
    }

    static Query query(String key, long startMicros, long durationMicros) {
        return new Query(startMicros, key, "c", "node-1", durationMicros, "found");
    }

    static Ledger ledger(Query... queries) {
        return new Ledger(new ArrayList<>(List.of(queries)));
    }
}
