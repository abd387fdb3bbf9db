package dev.corral.node.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.node.clients.EndedClients.Reason;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.testing.SetClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowResponsesTest {

    private static final int SIZE = 100;

    private final SetClock clock = new SetClock();
    private final List<Runnable> later = new ArrayList<>();
    private final EndedClients ended = new EndedClients((after, task) -> later.add(task));
    private final SlowResponses slow = new SlowResponses(clock, Duration.ofSeconds(30), ended);
    private final ResponseBudget budget = new ResponseBudget(10 * SIZE, slow, () -> {}, clock);

    private final class Sending implements SlowResponses.Response {
        private final long untilNanos = clock.nanos() + slow.timeout(SIZE).toNanos();
        private long sinceNanos = clock.nanos();
        private boolean over;

        Sending() {
            budget.take(SIZE);
            slow.begin(this);
        }

        void progress() {
            sinceNanos = clock.nanos();
        }

        @Override
        public long waitsSinceNanos() {
            return sinceNanos;
        }

        @Override
        public long untilNanos() {
            return untilNanos;
        }

        @Override
        public boolean end() {
            if (over) {
                return false;
            }
            over = true;
            slow.end(this);
            budget.give(SIZE);
            return true;
        }
    }

    @Test
    void noRoom_theSlowestIsEndedAndNoOther() {
        List<Sending> sendings = fill();
        clock.pass(1_500);
        sendings.get(3).progress();
        clock.pass(1_000);
        sendings.forEach(each -> {
            if (each != sendings.get(3) && each != sendings.get(5)) {
                each.progress();
            }
        });

        budget.take(SIZE);
        assertThat(sendings).filteredOn(each -> each.over).containsExactly(sendings.get(5));
        assertThat(ended.count(Reason.PRESSURE)).isEqualTo(1);
    }

    @Test
    void noRoomAndNobodySlow_isShed() {
        List<Sending> sendings = fill();
        clock.pass(999);

        assertThatThrownBy(() -> budget.take(SIZE)).isInstanceOf(Shed.class);
        assertThat(sendings).noneMatch(each -> each.over);
    }

    @Test
    void largeBody_endsAsManyAsItNeeds() {
        List<Sending> sendings = fill();
        clock.pass(2_000);

        budget.take(4 * SIZE);

        assertThat(sendings).filteredOn(each -> each.over).hasSize(4);
    }

    @Test
    void noPressure_aSlowResponseHasItsTime() {
        Sending sending = new Sending();

        clock.pass(30_000);
        slow.sweep();
        assertThat(sending.over).isFalse();
        clock.pass(1_000);
        slow.sweep();

        assertThat(sending.over).isTrue();
        assertThat(slow.inProgress()).isZero();
        assertThat(budget.held()).isZero();
        assertThat(ended.count(Reason.BODY_TIMEOUT)).isEqualTo(1);
    }

    /** A client on a slow line needs the additional time. */
    @Test
    void largerBody_hasMoreTime() {
        assertThat(slow.timeout(16 * 1024 * 60)).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void manyThatAreEnded_areOneEpisode() {
        List<Sending> sendings = fill();
        clock.pass(60_000);
        slow.sweep();

        assertThat(sendings).allMatch(each -> each.over);
        assertThat(later).hasSize(1);
    }

    private List<Sending> fill() {
        List<Sending> sendings = new ArrayList<>();
        try {
            while (true) {
                sendings.add(new Sending());
            }
        } catch (Shed full) {
            return sendings;
        }
    }
}
