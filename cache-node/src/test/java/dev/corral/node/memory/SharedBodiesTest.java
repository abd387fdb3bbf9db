package dev.corral.node.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.runtime.Clock;
import dev.corral.node.memory.SharedBodies.Claim;
import dev.corral.node.testing.SetClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedBodiesTest {

    private static final int LARGE = 100_000;

    private final SetClock clock = new SetClock();
    private final AtomicInteger refused = new AtomicInteger();
    private final ResponseBudget budget = budget(clock);
    private final SharedBodies bodies = budget.bodies();

    private ResponseBudget budget(Clock time) {
        return new ResponseBudget(10L * LARGE, enough -> false, refused::incrementAndGet, time);
    }

    @Test
    void arrayThatManyClaim_countsOnce() {
        byte[] body = new byte[LARGE];
        List<Claim> claims = new ArrayList<>();
        for (int each = 0; each < 100; each++) {
            claims.add(bodies.claim(body, null));
        }

        assertThat(budget.held()).isEqualTo(LARGE);
        claims.forEach(Claim::release);
        assertThat(budget.held()).isZero();
    }

    @Test
    void equalBodiesOfOneName_areOneArray() {
        Claim first = bodies.claim(new byte[LARGE], "row");
        Claim second = bodies.claim(new byte[LARGE], "row");

        assertThat(second.bytes()).isSameAs(first.bytes());
        assertThat(budget.held()).isEqualTo(LARGE);
        first.release();
        assertThat(budget.held()).isEqualTo(LARGE);
        second.release();
        assertThat(budget.held()).isZero();
        assertThat(bodies.named("row")).isEmpty();
    }

    /** An equal name must never return the bytes of another row. */
    @Test
    void otherBytesOfTheSameName_stayWhatTheyAre() {
        byte[] other = new byte[LARGE];
        other[7] = 1;
        Claim first = bodies.claim(new byte[LARGE], "row");
        Claim second = bodies.claim(other, "row");

        assertThat(second.bytes()).isSameAs(other);
        assertThat(budget.held()).isEqualTo(2 * LARGE);
        first.release();
        second.release();
        assertThat(budget.held()).isZero();
    }

    @Test
    void bodyThatIsKept_countsUntilItIsClaimedAndReleased() {
        byte[] body = new byte[LARGE];
        budget.take(LARGE + 500);
        bodies.keep(body, LARGE + 500, "row");
        assertThat(budget.held()).isEqualTo(LARGE);

        Claim claim = bodies.claim(body, null);
        assertThat(budget.held()).isEqualTo(LARGE);
        claim.release();

        assertThat(budget.held()).isZero();
    }

    @Test
    void bodyThatNobodyClaims_isDroppedInTime() {
        budget.take(LARGE);
        bodies.keep(new byte[LARGE], LARGE, null);

        clock.pass(1_999);
        bodies.sweep();
        assertThat(budget.held()).isEqualTo(LARGE);
        clock.pass(2);
        bodies.sweep();

        assertThat(budget.held()).isZero();
    }

    @Test
    void bodyThatIsClaimed_isNotDroppedByASweep() {
        byte[] body = new byte[LARGE];
        budget.take(LARGE);
        bodies.keep(body, LARGE, null);
        Claim claim = bodies.claim(body, null);

        clock.pass(60_000);
        bodies.sweep();

        assertThat(budget.held()).isEqualTo(LARGE);
        claim.release();
        assertThat(budget.held()).isZero();
    }

    @Test
    void smallBody_isNotKept() {
        budget.take(1_000);
        bodies.keep(new byte[1_000], 1_000, null);

        assertThat(budget.held()).isZero();
    }

    @Test
    void noRoom_isShedAndLeavesNothing() {
        List<Claim> claims = new ArrayList<>();
        while (refused.get() == 0) {
            try {
                claims.add(bodies.claim(new byte[LARGE], null));
            } catch (Shed full) {
                assertThat(full).hasMessageContaining("corral.origin.max-bytes-under-way");
            }
        }

        assertThat(claims).hasSize(7);
        assertThatThrownBy(() -> bodies.claim(new byte[LARGE], null)).isInstanceOf(Shed.class);
        claims.forEach(Claim::release);
        assertThat(budget.held()).isZero();
    }

    /** For any order of operations, all bytes that were reserved are returned. */
    @Test
    void anyMix_givesBackWhatItTook() {
        Random random = new Random(7);
        List<Claim> claims = new ArrayList<>();
        List<byte[]> arrays = List.of(new byte[LARGE], new byte[LARGE], new byte[2 * LARGE]);
        for (int step = 0; step < 10_000; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> claim(claims, arrays.get(random.nextInt(3)), random.nextBoolean() ? "row" : null);
                case 2 -> keep(arrays.get(random.nextInt(3)));
                case 3 -> {
                    clock.pass(random.nextInt(1_000));
                    bodies.sweep();
                }
                default -> {
                    if (!claims.isEmpty()) {
                        Claim over = claims.get(random.nextInt(claims.size()));
                        over.release();
                        over.release();
                    }
                }
            }
        }
        claims.forEach(Claim::release);
        clock.pass(3_000);
        bodies.sweep();

        assertThat(budget.held()).isZero();
    }

    private void claim(List<Claim> claims, byte[] body, String name) {
        try {
            claims.add(bodies.claim(body, name));
        } catch (Shed full) {
            // Nothing was reserved.
        }
    }

    private void keep(byte[] body) {
        try {
            budget.take(body.length);
        } catch (Shed full) {
            return;
        }
        bodies.keep(body, body.length, null);
    }
}
