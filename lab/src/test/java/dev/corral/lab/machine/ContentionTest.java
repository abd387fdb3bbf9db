package dev.corral.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ContentionTest {

    private static final Path FIRST = Path.of("1");
    private static final Path SECOND = Path.of("2");
    private static final List<String> STAT = List.of(
            "cpu  600 60 300 1000 10 5 5 40 0 0",
            "cpu0 100 10 50 800 5 1 1 20 0 0",
            "cpu1 500 50 250 200 5 4 4 20 0 0",
            "intr 12345 0 9",
            "ctxt 67890");

    @Test
    void fleetThatWaitsWhileOthersRun_isTheMachinesDoing() {
        Contention contention = new Contention(0.9, 0.99, 0.5);
        assertThat(contention.tooMuch()).isTrue();
        assertThat(new Contention(0.9, 0.8, 0.5).tooMuch())
                .as("on one of several processors")
                .isTrue();
        assertThat(contention)
                .hasToString(
                        "the processors were busy for 99 % of the time (50 % with processes of others), and the fleet"
                                + " waited for one in 90 % of the time in which it had work");
    }

    @Test
    void fleetThatFillsTheMachine_isTooMuchForIt() {
        assertThat(new Contention(0.9, 0.98, 0).tooMuch()).isTrue();
    }

    @Test
    void burstsOfTheFleetsOwn_areNoReason() {
        assertThat(new Contention(0.9, 0.7, 0.02).tooMuch()).isFalse();
    }

    @Test
    void othersThatTakeNothingFromIt_areNoReason() {
        assertThat(new Contention(0.3, 0.9, 0.5).tooMuch()).isFalse();
        assertThat(Contention.NONE.tooMuch()).isFalse();
    }

    @Test
    void onlyWhatPassedSince_counts() {
        Map<Path, ReadyTime> before = Map.of(FIRST, new ReadyTime(5, 7));
        Map<Path, ReadyTime> after = Map.of(FIRST, new ReadyTime(6, 10), SECOND, new ReadyTime(2, 4));
        assertThat(ProcessorWatch.between(before, after)).isEqualTo(new ReadyTime(3, 7));
        assertThat(ProcessorWatch.between(before, Map.of())).isEqualTo(ReadyTime.NONE);
        assertThat(ProcessorWatch.used(
                        Map.of(1L, Duration.ofSeconds(5), 2L, Duration.ofSeconds(9)),
                        Map.of(1L, Duration.ofSeconds(6), 3L, Duration.ofSeconds(1))))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void coresThatTheProcessMayNotUse_areLeftOut() {
        assertThat(Cores.parse(STAT, "0")).isEqualTo(new Cores(180, 987));
        assertThat(Cores.parse(STAT, "1")).isEqualTo(new Cores(820, 1_033));
        assertThat(Cores.parse(STAT, "0-1,8")).isEqualTo(new Cores(1_000, 2_020));
        assertThat(Cores.parse(STAT, "7")).isEqualTo(new Cores(0, 0));
    }

    @Test
    void busyShare_isOfTheTimeBetween() {
        assertThat(new Cores(150, 300).busyShare(new Cores(100, 200))).isEqualTo(0.5, within(1e-9));
        assertThat(new Cores(150, 300).busyShare(new Cores(150, 300))).isZero();
    }

    @Test
    void schedstat_isRead() {
        assertThat(ThreadTimes.parse("352189 1450466 3\n")).isEqualTo(new ReadyTime(352_189, 1_450_466));
        assertThat(new ReadyTime(1, 3).waitShare()).isEqualTo(0.75);
        assertThat(ReadyTime.NONE.waitShare()).isZero();
    }

    @Test
    void ownThreads_haveRun() {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/schedstat")), "the system tells no schedstat");
        assertThat(ThreadTimes.of(ProcessHandle.current().pid()).values())
                .extracting(ReadyTime::runNanos)
                .anyMatch(nanos -> nanos > 0);
        assertThat(Cores.now())
                .hasValueSatisfying(cores -> assertThat(cores.all()).isPositive());
    }

    @Test
    void absentProcess_hasNoThreads() {
        assertThat(ThreadTimes.of(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void labWithoutChildren_waitsForNothing() {
        assertThat(ProcessorWatch.begin().elapsed().tooMuch()).isFalse();
    }
}
