package dev.corral.guard.store;

import static dev.corral.guard.store.StoreContract.now;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.Limits;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.Guarding.Draft;
import dev.corral.guard.store.Invariants.Write;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One order of the steps of two or three rebuilds of a key, while its row changes and writers invalidate it.
 *
 * <p>A seed determines an order, which is replayed step by step, so that every way to guard a write is tested with the
 * same orders. A rebuild is always granted the lease: the current holder is treated as paused past its end. The rows
 * carry their version as text only, so that nothing but the fence can keep them in order.
 */
final class Interleaving {

    private static final Duration TERM = Duration.ofMinutes(5);
    private static final int WRITER = -1;

    /** The steps of a rebuild, in this order; the last two are steps of a writer. */
    private enum Action {
        ACQUIRE,
        READ,
        CHECK,
        WRITE,
        CHANGE_ROW,
        INVALIDATE
    }

    private record Step(int who, Action action) {}

    private final List<Step> order;
    private final Invariants invariants = new Invariants();

    private Interleaving(List<Step> order) {
        this.order = order;
    }

    static Interleaving of(long seed) {
        Random random = new Random(seed);
        List<List<Step>> parts = new ArrayList<>();
        IntStream.range(0, 2 + random.nextInt(2))
                .forEach(rebuild -> parts.add(steps(rebuild, Action.ACQUIRE, Action.READ, Action.CHECK, Action.WRITE)));
        parts.add(steps(WRITER, Action.CHANGE_ROW, Action.INVALIDATE));
        parts.add(steps(WRITER, Action.CHANGE_ROW));
        return new Interleaving(merged(parts, random));
    }

    private static List<Step> steps(int who, Action... actions) {
        List<Step> steps = new ArrayList<>();
        for (Action action : actions) {
            steps.add(new Step(who, action));
        }
        return steps;
    }

    /**
     * Returns a random order in which each part keeps its own order; in runs, so that often one part overtakes another
     * completely.
     */
    private static List<Step> merged(List<List<Step>> parts, Random random) {
        List<Step> order = new ArrayList<>();
        while (!parts.isEmpty()) {
            List<Step> part = parts.get(random.nextInt(parts.size()));
            for (int run = 1 + random.nextInt(part.size()); run > 0; run--) {
                order.add(part.removeFirst());
            }
            parts.removeIf(List::isEmpty);
        }
        return order;
    }

    /** Replays this order on a key that has not been used before. */
    Invariants replay(StoreContract contract, Key key, Guarding guarding) {
        Replay replay = new Replay(contract, key, guarding);
        for (int at = 0; at < order.size(); at++) {
            replay.step(at, order.get(at));
        }
        return invariants;
    }

    @Override
    public String toString() {
        return order.toString();
    }

    /** The state of one replay: the origin's row, and the data of each rebuild. */
    private final class Replay {

        private final StoreContract contract;
        private final Key key;
        private final Guarding guarding;
        private final Lease[] leases = new Lease[3];
        private final Write[] reads = new Write[3];
        private final boolean[] checked = new boolean[3];
        private long row = 1;

        Replay(StoreContract contract, Key key, Guarding guarding) {
            this.contract = contract;
            this.key = key;
            this.guarding = guarding;
        }

        void step(int at, Step step) {
            int who = step.who;
            switch (step.action) {
                case ACQUIRE -> leases[who] = acquire("rebuild-" + who);
                case READ -> reads[who] = new Write(leases[who].fence(), row, at);
                case CHECK -> checked[who] = guarding.check(contract.locks(), draft(who));
                case WRITE -> write(who);
                case CHANGE_ROW -> row++;
                case INVALIDATE -> {
                    now(contract.store().invalidate(key));
                    invariants.invalidated(at);
                }
            }
        }

        private Lease acquire(String token) {
            Ask ask = new Ask(key, token, TERM, Long.MAX_VALUE, false);
            Grant grant = now(contract.locks().acquire(ask));
            if (grant instanceof Grant.Granted(long fence)) {
                return new Lease(token, fence);
            }
            contract.forgetLease(key);
            return acquire(token);
        }

        private void write(int who) {
            if (checked[who] && guarding.write(contract.locks(), contract.store(), draft(who))) {
                invariants.stored(reads[who]);
            }
        }

        private Draft draft(int who) {
            byte[] text = Long.toString(reads[who].version()).getBytes(StandardCharsets.UTF_8);
            Content content = new Content.Value(text, "text/plain", 0);
            Entry entry = new Entry(
                    content,
                    leases[who].fence(),
                    contract.clock().micros(),
                    Limits.hard(Duration.ofHours(1)),
                    Duration.ZERO);
            return new Draft(key, leases[who], entry);
        }
    }
}
