package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.measure.Check;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks the decisions about one herd: each promise is missed by what breaks it, and by nothing else. */
class HerdRowTest {

    private static final Herd.About ABOUT = Herd.About.of(
                    "hot-key", "CorralOriginSpikes", "naive", "one hot key", Panel.atMost(5, "row", "Queries"))
            .fromSecondBoundary()
            .followedBy(Map.of("CorralMissRateHigh", "a burst"));
    private static final HerdSeen.Before HEALTHY = new HerdSeen.Before("1", true);
    private static final HerdSeen.End ENDED = new HerdSeen.End(4.0, 40.0);
    private static final List<HerdSeen.Taken> DONE = List.of(new HerdSeen.Taken("./corral ctl stack", 0, "applied"));
    private static final HerdSeen WELL =
            new HerdSeen(HEALTHY, 12.5, "38", true, DONE, ENDED, List.of("CorralMissRateHigh"));

    @Test
    void herdThatIsSeenAndEnded_keepsEveryPromise() {
        HerdRow row = HerdRow.of(ABOUT, WELL, 90);
        assertThat(row.kept()).isTrue();
        assertThat(row.followed()).containsExactly(Map.entry("CorralMissRateHigh", "a burst"));
        assertThat(row.checks()).hasSize(7);
    }

    @Test
    void panelThatIsUnhealthyOrSilentBefore_isMissed() {
        HerdSeen.Before silent = new HerdSeen.Before("no data", false);
        assertThat(missed(new HerdSeen(silent, 12.5, "38", true, DONE, ENDED, List.of())))
                .containsExactly("panel \"Queries\" before");
    }

    @Test
    void panelThatDoesNotShowTheHerd_isMissed() {
        assertThat(missed(new HerdSeen(HEALTHY, 12.5, "2", false, DONE, ENDED, List.of())))
                .containsExactly("panel \"Queries\" during the herd");
    }

    @Test
    void alertThatFiresLate_isMissed() {
        assertThat(missed(new HerdSeen(HEALTHY, 30.1, "38", true, DONE, ENDED, List.of())))
                .containsExactly("time to CorralOriginSpikes");
    }

    @Test
    void alertThatNeverFires_hasAlsoNotResolved() {
        assertThat(missed(new HerdSeen(HEALTHY, null, "38", true, DONE, ENDED, List.of())))
                .containsExactly("time to CorralOriginSpikes", "CorralOriginSpikes resolved");
    }

    @Test
    void refusedStep_isMissed() {
        List<HerdSeen.Taken> refused = List.of(new HerdSeen.Taken("./corral ctl stack", 1, "node-2 is silent"));
        HerdSeen seen = new HerdSeen(HEALTHY, 12.5, "38", true, refused, ENDED, List.of());
        assertThat(missed(seen)).containsExactly("step ./corral ctl stack");
        assertThat(HerdRow.of(ABOUT, seen, 90).kept()).isFalse();
    }

    @Test
    void herdThatDoesNotEnd_isMissed() {
        HerdSeen.End endless = new HerdSeen.End(null, 181.0);
        assertThat(missed(new HerdSeen(HEALTHY, 12.5, "38", true, DONE, endless, List.of())))
                .containsExactly("panel \"Queries\" healthy", "CorralOriginSpikes resolved");
    }

    @Test
    void alertOfAnotherCache_hasTheSameReason() {
        HerdRow row = HerdRow.of(
                ABOUT, new HerdSeen(HEALTHY, 12.5, "38", true, DONE, ENDED, List.of("CorralMissRateHigh of full")), 90);
        assertThat(row.kept()).isTrue();
        assertThat(row.followed()).containsEntry("CorralMissRateHigh of full", "a burst");
    }

    @Test
    void alertWithoutAReason_isMissed() {
        HerdRow row = HerdRow.of(
                ABOUT,
                new HerdSeen(HEALTHY, 12.5, "38", true, DONE, ENDED, List.of("CorralMissRateHigh", "CorralRedisDown")),
                90);
        Check last = row.checks().getLast();
        assertThat(last.kept()).isFalse();
        assertThat(last.seen()).isEqualTo("CorralRedisDown");
    }

    private static List<String> missed(HerdSeen seen) {
        return HerdRow.of(ABOUT, seen, 90).checks().stream()
                .filter(check -> !check.kept())
                .map(Check::name)
                .toList();
    }
}
