package dev.corral.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.experiment.Counts;
import org.junit.jupiter.api.Test;

class FollowersLeaveTest {

    private final FollowersLeave fault = new FollowersLeave();

    @Test
    void thoseWhoStay_areAnsweredByTheOneLoadOnBothSides() {
        for (Fault.Side side : Fault.Side.values()) {
            Counts seen = fault.run(side, null);
            assertThat(seen.get("loads")).as("%s", side).isEqualTo(1);
            assertThat(seen.get("loads ended by leavers")).as("%s", side).isZero();
            assertThat(seen.get("stayed and unanswered")).as("%s", side).isZero();
        }
    }
}
