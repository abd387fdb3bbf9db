package dev.corral.guard.store;

import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.quicktheories.QuickTheory;
import org.quicktheories.api.Pair;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.Generate;
import org.quicktheories.generators.SourceDSL;

/**
 * A property of every store: whatever three processes do to a key, in whatever order, and whatever expires meanwhile,
 * the store replies as its model does, and keeps the three invariants.
 *
 * <p>All stores share this property, as they share the suite {@link StoreContract}. A history that breaks it is shrunk
 * to the shortest one that does.
 */
public abstract class StoreProperty {

    private static final int HISTORIES = 150;
    private static final int STEPS = 60;

    /** The possible steps of a history, with their relative frequencies. */
    enum Action {
        ACQUIRE_WITH_NOTHING_SEEN(1),
        ACQUIRE_WITH_ALL_SEEN(6),
        REFRESH(1),
        READ_ROW(6),
        PUBLISH(5),
        RENEW(1),
        RELEASE(1),
        RELEASE_TO_PASS(1),
        RELEASE_TO_BACK_OFF(1),
        CHANGE_ROW(3),
        INVALIDATE(1),
        VALUE_RUNS_OUT(1),
        LEASE_RUNS_OUT(4),
        FENCE_RUNS_OUT(1),
        FAILURE_RUNS_OUT(2);

        private final int weight;

        Action(int weight) {
            this.weight = weight;
        }
    }

    /** @param who the process that acts; ignored by actions that belong to no process */
    record Step(Action action, int who) {}

    protected abstract SharedStore store();

    protected abstract FleetLocks locks();

    protected abstract Clock clock();

    protected abstract void runOut(Key key, StoreModel.Part part);

    /** Lets a moment pass, because the fences of a store follow time. */
    protected abstract void tick();

    @Test
    void anyHistory_isAnsweredAsByTheModel() {
        QuickTheory.qt()
                .withExamples(HISTORIES)
                .forAll(SourceDSL.lists().of(steps()).ofSizeBetween(1, STEPS))
                .checkAssert(this::replay);
    }

    private void replay(List<Step> history) {
        StoreHistory replayed =
                new StoreHistory(this, new Key("property", UUID.randomUUID().toString()));
        history.forEach(replayed::step);
    }

    private static Gen<Step> steps() {
        List<Pair<Integer, Gen<Action>>> weighted = Arrays.stream(Action.values())
                .map(action -> Pair.of(action.weight, Generate.constant(action)))
                .toList();
        return Generate.frequency(weighted).zip(Generate.range(0, StoreHistory.PROCESSES - 1), Step::new);
    }
}
