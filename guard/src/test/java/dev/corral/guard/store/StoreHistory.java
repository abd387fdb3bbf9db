package dev.corral.guard.store;

import static dev.corral.guard.store.StoreContract.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.Limits;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.Invariants.Write;
import dev.corral.guard.store.StoreModel.Part;
import dev.corral.guard.store.StoreProperty.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One history of steps, applied to a store and to its model. Each reply, and the stored entry after it, must be the
 * same.
 */
final class StoreHistory {

    static final int PROCESSES = 3;

    private static final Duration TERM = Duration.ofMinutes(5);

    private final StoreProperty subject;
    private final Key key;
    private final StoreModel model = new StoreModel();
    private final Invariants invariants = new Invariants();
    private final Lease[] leases = new Lease[PROCESSES];
    private final Write[] reads = new Write[PROCESSES];
    private long row = 1;
    private long storedRow;
    private long highestFence;
    private long failedNanos;
    private int at;

    StoreHistory(StoreProperty subject, Key key) {
        this.subject = subject;
        this.key = key;
    }

    void step(Step step) {
        int who = step.who();
        switch (step.action()) {
            case ACQUIRE_WITH_NOTHING_SEEN -> acquire(who, -1, false);
            case ACQUIRE_WITH_ALL_SEEN -> acquire(who, Long.MAX_VALUE, false);
            case REFRESH -> acquire(who, Long.MAX_VALUE, true);
            case READ_ROW -> reads[who] = leases[who] == null ? null : new Write(leases[who].fence(), row, at);
            case PUBLISH -> publish(who);
            case RENEW -> renew(who);
            case RELEASE -> release(who, ReleaseReason.NONE);
            case RELEASE_TO_PASS -> release(who, ReleaseReason.PASS);
            case RELEASE_TO_BACK_OFF -> release(who, ReleaseReason.BACK_OFF);
            case CHANGE_ROW -> row++;
            case INVALIDATE -> invalidate();
            case VALUE_RUNS_OUT -> runOut(Part.VALUE);
            case LEASE_RUNS_OUT -> runOut(Part.LEASE);
            case FENCE_RUNS_OUT -> runOut(Part.FENCE);
            case FAILURE_RUNS_OUT -> runOut(Part.FAILURE);
        }
        at++;
        subject.tick();
        holds();
    }

    private void holds() {
        Entry entry = now(subject.store().get(key));
        assertThat(entry == null ? 0 : version(entry)).as("stored").isEqualTo(model.stored() ? storedRow : 0);
        assertThat(invariants.broken()).isEmpty();
    }

    private void acquire(int who, long seenFence, boolean refresh) {
        Ask ask = new Ask(key, "process-" + who, TERM, seenFence, refresh);
        Grant grant = now(subject.locks().acquire(ask));
        if (subject.clock().nanos() - failedNanos >= BackOff.FIRST.toNanos()
                && !model.acquire(ask).isInstance(grant)) {
            // On a busy machine a back-off may be over before this step begins.
            model.runsOut(Part.FAILURE);
        }
        assertThat(grant).isInstanceOf(model.acquire(ask));
        if (grant instanceof Grant.Granted(long fence)) {
            granted(who, new Lease(ask.token(), fence));
        }
    }

    private void granted(int who, Lease lease) {
        if (model.keepsFence(lease.token())) {
            assertThat(lease).isEqualTo(leases[who]);
        } else {
            assertThat(lease.fence()).isGreaterThan(highestFence);
        }
        highestFence = lease.fence();
        leases[who] = lease;
        // A row that was read before a grant must not be written under it.
        reads[who] = null;
        model.granted(lease);
    }

    private void publish(int who) {
        if (reads[who] == null) {
            return;
        }
        boolean accepted = now(subject.locks().publish(key, leases[who], entry(reads[who].version())))
                .accepted();
        assertThat(accepted).as("accepted").isEqualTo(model.publish(leases[who]));
        if (accepted) {
            invariants.stored(reads[who]);
            storedRow = reads[who].version();
        }
        ended(who);
    }

    private void renew(int who) {
        if (leases[who] != null) {
            assertThat(now(subject.locks().renew(key, leases[who], TERM)))
                    .as("renewed")
                    .isEqualTo(model.holds(leases[who]));
        }
    }

    private void release(int who, ReleaseReason reason) {
        if (leases[who] != null) {
            failedNanos = subject.clock().nanos();
            now(subject.locks().release(key, leases[who], reason));
            model.release(leases[who], reason);
            ended(who);
        }
    }

    private void ended(int who) {
        leases[who] = null;
        reads[who] = null;
    }

    private void invalidate() {
        now(subject.store().invalidate(key));
        model.invalidate();
        invariants.invalidated(at);
    }

    private void runOut(Part part) {
        subject.runOut(key, part);
        model.runsOut(part);
    }

    private static Entry entry(long version) {
        byte[] text = Long.toString(version).getBytes(StandardCharsets.UTF_8);
        return new Entry(
                new Content.Value(text, "text/plain", 0), 0, 0, Limits.hard(Duration.ofHours(1)), Duration.ZERO);
    }

    private static long version(Entry entry) {
        byte[] text = ((Content.Value) entry.content()).bytes();
        return Long.parseLong(new String(text, StandardCharsets.UTF_8));
    }
}
