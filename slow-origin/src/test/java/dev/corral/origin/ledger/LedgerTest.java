package dev.corral.origin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.origin.service.Caller;
import dev.corral.origin.service.Outcome;
import dev.corral.origin.service.Query;
import java.time.Duration;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Caller CALLER = new Caller("swr", "node-1");
    private static final int MORE_THAN_A_PAGE = Page.LINES + 10;

    private final Ledger ledger = new Ledger(MORE_THAN_A_PAGE);

    @Test
    void queryThatEnds_becomesALine() {
        Query query = query("hot", 2_000);
        ledger.arrived(query, false);
        assertThat(ledger.copy(0)).isEmpty();

        ledger.ended(query, Outcome.REFUSED, 5_000_999);
        assertThat(ledger.copy(6_000_000))
                .containsExactly(new Line(2, "hot", "swr", "node-1", 4_998, 4_998, Outcome.REFUSED, 3));
        assertThat(ledger.copy(6_000_000).takenMicros()).isEqualTo(6_000);
    }

    @Test
    void linesBeyondAPage_keepTheirOrder() {
        endMany(MORE_THAN_A_PAGE, "key");

        assertThat(ledger.copy(0)).hasSize(MORE_THAN_A_PAGE);
        assertThat(ledger.copy(0)).extracting(Line::startMicros).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void linesBeyondTheCapacity_areCounted() {
        endMany(MORE_THAN_A_PAGE + 7, "key");

        assertThat(ledger.copy(0).lines()).isEqualTo(MORE_THAN_A_PAGE);
        assertThat(ledger.copy(0).overflowed()).isEqualTo(7);
    }

    @Test
    void linesOfAKey_shareOneString() {
        end(new String("hot"), 1);
        end(new String("hot"), 2);

        Iterator<Line> lines = ledger.copy(0).iterator();
        assertThat(lines.next().key()).isSameAs(lines.next().key());
    }

    @Test
    void keysBeyondTheirRoom_areCounted() {
        Ledger large = new Ledger(100_000);
        for (int line = 0; line < 80_000; line++) {
            large.ended(query(line + "x".repeat(500), line), Outcome.FOUND, line);
        }

        Ledger.Copy copy = large.copy(0);
        assertThat(copy.lines()).isBetween(66_000, 70_000);
        assertThat(copy.lines() + copy.overflowed()).isEqualTo(80_000);
    }

    @Test
    void copy_isNotTouchedByWhatComesAfterIt() {
        endMany(3, "before");
        Ledger.Copy copy = ledger.copy(0);

        endMany(5, "after");
        ledger.reset();
        endMany(5, "later");

        assertThat(copy).hasSize(3).extracting(Line::key).containsOnly("before");
    }

    @Test
    void reset_forgetsLinesAndCounts() {
        ledger.arrived(query("hot", 0), false);
        endMany(MORE_THAN_A_PAGE + 1, "key");
        ledger.reset();

        assertThat(ledger.copy(0)).isEmpty();
        assertThat(ledger.copy(0).overflowed()).isZero();
        assertThat(ledger.queries()).isZero();
    }

    @Test
    void queryThatIsInProgress_isCounted() {
        ledger.arrived(query("hot", 0), false);

        assertThat(ledger.queries()).isEqualTo(1);
    }

    @Test
    void endlessQuery_isWrittenDownWithTheLongestDuration() {
        ledger.ended(query("hot", 0), Outcome.FOUND, Duration.ofHours(1).toNanos());

        assertThat(ledger.copy(0)).extracting(Line::durationMicros).containsExactly((long) Integer.MAX_VALUE);
    }

    private void endMany(int count, String key) {
        for (int line = 0; line < count; line++) {
            end(key, line * 1_000L);
        }
    }

    private void end(String key, long arrivedNanos) {
        ledger.ended(query(key, arrivedNanos), Outcome.FOUND, arrivedNanos);
    }

    private static Query query(String key, long arrivedNanos) {
        return new Query(key, CALLER, 3, arrivedNanos, answer -> {});
    }
}
