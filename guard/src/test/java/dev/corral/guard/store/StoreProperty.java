package dev.corral.guard.store;

import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * A property of every store: whatever three processes do to a key, in whatever order, and whatever expires meanwhile,
 * the store replies as its model does, and keeps the three invariants.
 *
 * <p>All stores share this property, as they share the suite {@link StoreContract}. A history that breaks it is shrunk
 * to the shortest one that does.
 */
public abstract class StoreProperty {

    /** The possible steps of a history. */
    enum Action {
        ACQUIRE_WITH_NOTHING_SEEN,
        ACQUIRE_WITH_ALL_SEEN,
        REFRESH,
        READ_ROW,
        PUBLISH,
        RENEW,
        RELEASE,
        RELEASE_TO_PASS,
        RELEASE_TO_BACK_OFF,
        CHANGE_ROW,
        INVALIDATE,
        VALUE_RUNS_OUT,
        LEASE_RUNS_OUT,
        FENCE_RUNS_OUT,
        FAILURE_RUNS_OUT
    }

    /** @param who the process that acts; ignored by actions that belong to no process */
    record Step(Action action, int who) {}

    protected abstract SharedStore store();

    protected abstract FleetLocks locks();

    protected abstract Clock clock();

    protected abstract void runOut(Key key, StoreModel.Part part);

    /** Lets a moment pass, because the fences of a store follow time. */
    protected abstract void tick();

    @Property(tries = 150)
    void anyHistory_isAnsweredAsByTheModel(@ForAll("histories") List<Step> history) {
        StoreHistory replayed =
                new StoreHistory(this, new Key("property", UUID.randomUUID().toString()));
        history.forEach(replayed::step);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Action> actions = Arbitraries.frequency(
                Tuple.of(1, Action.ACQUIRE_WITH_NOTHING_SEEN),
                Tuple.of(6, Action.ACQUIRE_WITH_ALL_SEEN),
                Tuple.of(1, Action.REFRESH),
                Tuple.of(6, Action.READ_ROW),
                Tuple.of(5, Action.PUBLISH),
                Tuple.of(1, Action.RENEW),
                Tuple.of(1, Action.RELEASE),
                Tuple.of(1, Action.RELEASE_TO_PASS),
                Tuple.of(1, Action.RELEASE_TO_BACK_OFF),
                Tuple.of(3, Action.CHANGE_ROW),
                Tuple.of(1, Action.INVALIDATE),
                Tuple.of(1, Action.VALUE_RUNS_OUT),
                Tuple.of(4, Action.LEASE_RUNS_OUT),
                Tuple.of(1, Action.FENCE_RUNS_OUT),
                Tuple.of(2, Action.FAILURE_RUNS_OUT));
        Arbitrary<Integer> processes = Arbitraries.integers().between(0, StoreHistory.PROCESSES - 1);
        return Combinators.combine(actions, processes)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }
}
