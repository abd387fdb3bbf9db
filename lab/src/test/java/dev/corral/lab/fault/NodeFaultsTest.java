package dev.corral.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.experiment.Counts;
import dev.corral.lab.measure.Check;
import org.junit.jupiter.api.Test;

/** Checks that each promise about a node is kept at its bound and missed beyond it. */
class NodeFaultsTest {

    @Test
    void holderKilled_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING
                .and("rounds", 10)
                .and("rounds with a dead holder", 10)
                .and("leases left behind", 40)
                .and("taken over", 40)
                .and("late median ms", 150)
                .and("late most ms", 1_000)
                .and("queries of a key", 2)
                .and("failed", 0)
                .and("wrong", 0);
        Judged judged =
                new Judged(new HolderKilled(), with, with.and("taken over", 0).and("failed", 24));
        judged.keepsAll();
        judged.misses("rounds with a dead holder", 9);
        judged.misses("taken over", 39);
        judged.misses("late median ms", 151);
        judged.misses("late most ms", 1_001);
        judged.misses("late most ms", Double.NaN);
        judged.misses("queries of a key", 3);
        judged.misses("failed", 1);
        judged.misses("wrong", 1);
        judged.showsNothing("failed", 0);
        judged.showsNothing("taken over", 4);
    }

    @Test
    void holderKilled_showsNothingWhereNoLeaseWasLeftBehind() {
        Counts none = Counts.NOTHING
                .and("rounds", 3)
                .and("rounds with a dead holder", 0)
                .and("leases left behind", 0)
                .and("taken over", 0)
                .and("late median ms", Double.NaN)
                .and("late most ms", Double.NaN)
                .and("queries of a key", 0)
                .and("failed", 0)
                .and("wrong", 0);
        assertThat(new HolderKilled().judge(none, none)).filteredOn(Check::kept).hasSize(3);
    }

    @Test
    void holderPaused_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING
                .and("late writes", 30)
                .and("refused", 30)
                .and("older value afterwards", 0)
                .and("failed callers of the paused node", 0)
                .and("failed on other nodes", 0);
        Judged judged = new Judged(new HolderPaused(), with, with.and("older value afterwards", 10));
        judged.keepsAll();
        judged.misses("refused", 29);
        judged.misses("late writes", 31);
        judged.misses("older value afterwards", 1);
        judged.misses("failed callers of the paused node", 1);
        judged.misses("failed on other nodes", 1);
        judged.showsNothing("older value afterwards", 0);
        new Judged(new HolderPaused(), with.and("late writes", 0), with).misses("refused", 0);
    }

    @Test
    void nodeStopped_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING
                .and("failed", 0)
                .and("failed callers of its loads", 0)
                .and("leases it held", 6)
                .and("leases left behind", 0)
                .and("ended", 1);
        Judged judged =
                new Judged(new NodeStopped(), with, with.and("failed", 3).and("leases left behind", 6));
        judged.keepsAll();
        judged.misses("failed", 1);
        judged.misses("failed callers of its loads", 1);
        judged.misses("leases it held", 0);
        judged.misses("leases left behind", 1);
        judged.misses("ended", 0);
        judged.showsNothing("failed", 0);
        judged.showsNothing("leases left behind", 0);
    }

    @Test
    void clockJumped_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING
                .and("jumped s", 3_600)
                .and("closest queries of a key ms", 800)
                .and("longest without a query of a key ms", 3_000)
                .and("failed", 0)
                .and("wrong", 0);
        Counts control = Counts.NOTHING
                .and("jumped s", 3_599)
                .and("entries ended early", 10)
                .and("keys kept for good", 10);
        Judged judged = new Judged(new ClockJumped(), with, control);
        judged.keepsAll();
        judged.misses("jumped s", 0);
        judged.misses("closest queries of a key ms", 799);
        judged.misses("longest without a query of a key ms", 3_001);
        judged.misses("failed", 1);
        judged.misses("wrong", 1);
        judged.showsNothing("entries ended early", 0);
        judged.showsNothing("keys kept for good", 0);
    }

    @Test
    void followersLeave_isJudgedByEveryCount() {
        String dearer = "a leaver's cost, against one of 1,000";
        Counts with = Counts.NOTHING
                .and("CPU ms to leave", 10)
                .and("loads", 1)
                .and("loads ended by leavers", 0)
                .and("stayed and unanswered", 0);
        Judged judged = new Judged(
                new FollowersLeave(), with, with.and("CPU ms to leave", 100).and(dearer, 3.1));
        judged.keepsAll();
        judged.misses("CPU ms to leave", 10.1);
        judged.misses("loads", 2);
        judged.misses("loads ended by leavers", 1);
        judged.misses("stayed and unanswered", 1);
        judged.showsNothing(dearer, 3);
    }

    @Test
    void redisFlushed_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING.and("failed", 0).and("wrong", 0).and("queries of one key at once", 2);
        Judged judged = new Judged(new RedisFlushed(), with, with.and("queries of one key at once", 25));
        judged.keepsAll();
        judged.misses("failed", 1);
        judged.misses("wrong", 1);
        judged.misses("queries of one key at once", 3);
        judged.showsNothing("queries of one key at once", 2);
    }
}
