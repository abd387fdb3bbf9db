package dev.corral.guard.fleet;

import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The guarantees of a fleet under a mix of faults, with a sentence about each guarantee that was broken. */
final class Promises {

    /**
     * A time that is much longer than several quick loads and the store commands around them, and much shorter than a
     * lease.
     */
    private static final Duration PROMPT = Duration.ofSeconds(1);
    /**
     * The largest difference between a node's clock and the store's: the time between two readings, at the worst drift.
     */
    private static final Duration CLOCKS_APART = Duration.ofMillis(500);

    private static final int MOST_SENTENCES = 20;

    private final Setup setup;
    private final Mix mix;
    private final VirtualTime time;
    private final List<String> broken = new ArrayList<>();

    Promises(Setup setup, Mix mix, VirtualTime time) {
        this.setup = setup;
        this.mix = mix;
        this.time = time;
    }

    List<String> broken() {
        return broken;
    }

    void broken(String sentence, Object... values) {
        if (broken.size() < MOST_SENTENCES) {
            broken.add(String.format(Locale.ROOT, "at %.3f s: ", time.nanos() / 1e9)
                    + String.format(Locale.ROOT, sentence, values));
        }
    }

    void hold(boolean held, String sentence, Object... values) {
        if (!held) {
            broken(sentence, values);
        }
    }

    /** If no node dies and no message is lost, a caller waits for loads only, and never for a lease to expire. */
    void waited(Duration wait) {
        if (setup.quick() && mix.within(Fault.CHANGE, Fault.DRIFT, Fault.JUMP)) {
            hold(wait.compareTo(PROMPT) < 0, "a caller waited %d ms", wait.toMillis());
        }
    }

    void served(Duration age, Duration limit) {
        hold(age.compareTo(limit.plus(CLOCKS_APART)) <= 0, "served at %s of %s", age, limit);
    }

    /**
     * No caller is refused, unless the mix has a fault that refuses requests, or rows change faster than they are
     * loaded.
     */
    void failed(Throwable failure, boolean known) {
        hold(known, "a caller was told %s", failure);
        boolean reliable = mix.within(
                Fault.CHANGE, Fault.DRIFT, Fault.JUMP, Fault.CRASH, Fault.PAUSE, Fault.DEAFNESS, Fault.FLUSH);
        if (reliable && (setup.quick() || !mix.has(Fault.CHANGE))) {
            broken("a caller was refused: %s", failure);
        }
    }

    /** There is one query per boundary, and at most one more for each node that died or was paused. */
    void loaded(List<Integer> boundaries, int outages) {
        if (mix.within(Fault.DRIFT, Fault.JUMP, Fault.CRASH, Fault.PAUSE)) {
            int more = boundaries.stream().mapToInt(queries -> queries - 1).sum();
            hold(more <= outages, "%d queries too many at %d boundaries", more, boundaries.size());
        }
    }

    /** Checks at the end of the run that the node has no work, permits or timers left over. */
    void left(Member member) {
        hold(!member.cache().isBusy(), "loads or writes left over");
        none(member.permits().inside(), "permits");
        none(member.permits().queued(), "places in the queue");
        none(member.wire().watching(), "watches");
        none(member.machine().pending(), "timers");
        member.machine().thrown().forEach(thrown -> broken("a task threw %s", thrown));
        try {
            member.tally().assertBalanced();
        } catch (AssertionError unbalanced) {
            broken("probes: %s", unbalanced.getMessage());
        }
    }

    void none(int left, String what) {
        hold(left == 0, "%d %s left over", left, what);
    }
}
