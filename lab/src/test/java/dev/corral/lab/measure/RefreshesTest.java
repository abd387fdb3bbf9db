package dev.corral.lab.measure;

import static dev.corral.lab.measure.LedgerTest.ledger;
import static dev.corral.lab.measure.LedgerTest.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshesTest {

    /** The previous load ends at 400 ms; its response may be on its way until 500 ms. The refresh begins at 2000 ms. */
    private final Ledger queries = ledger(query("hot", 0, 400_000), query("hot", 2_000_000, 400_000));

    @Test
    void refreshThatAStaleReadBegan_isLate() {
        assertThat(early(read(1_999, CacheStatus.STALE))).hasToString("0 of 1");
        assertThat(early(read(1_999, CacheStatus.LOADED))).hasToString("0 of 1");
    }

    @Test
    void refreshBeforeWhichAllWasFresh_isEarlyWhateverWasStaleWhileItRan() {
        assertThat(early(read(1_999, CacheStatus.NEAR), read(1_000, CacheStatus.FRESH), read(2_001, CacheStatus.STALE)))
                .hasToString("1 of 1");
    }

    @Test
    void staleRead_ofTheLoadBeforeIsNotHeldAgainstTheNext() {
        assertThat(early(read(499, CacheStatus.STALE))).hasToString("1 of 1");
        assertThat(early(read(500, CacheStatus.STALE))).hasToString("0 of 1");
    }

    @Test
    void read_countsFromWhenItReallyWasSent() {
        Sample lagging = new Sample(arrival(1_900), 150_000_000, 160_000_000, 200, CacheStatus.STALE);
        assertThat(early(lagging)).hasToString("1 of 1");
    }

    @Test
    void noRefresh_isNoEarlyRefresh() {
        Refreshes none = Refreshes.of(ledger(query("hot", 0, 1)), List.of());
        assertThat(none.all()).isZero();
        assertThat(none.earlyShare()).isZero();
    }

    private Refreshes early(Sample... reads) {
        return Refreshes.of(queries, List.of(reads));
    }

    private static Sample read(long atMillis, CacheStatus status) {
        return new Sample(arrival(atMillis), 0, 1_000, 200, status);
    }

    private static Arrival arrival(long millis) {
        return new Arrival(millis * 1_000_000, KeyClass.HOT, 0, 0);
    }
}
