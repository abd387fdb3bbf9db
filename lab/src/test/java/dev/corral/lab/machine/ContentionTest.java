package dev.corral.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Contention contention = new Contention(0.9, 0.99, 0.5, 0);
        assertThat(contention.tooMuch()).isTrue();
        assertThat(new Contention(0.9, 0.8, 0.5, 0).tooMuch())
                .as("on one of several processors")
                .isTrue();
        assertThat(contention)
                .hasToString(
                        "the processors were busy for 99 % of the time (50 % with processes of others), and the fleet"
                                + " waited for one in 90 % of the time in which it had work");
    }

    @Test
    void fleetThatFillsTheMachine_isTooMuchForIt() {
        assertThat(new Contention(0.9, 0.98, 0, 0).tooMuch()).isTrue();
    }

    @Test
    void burstsOfTheFleetsOwn_areNoReason() {
        assertThat(new Contention(0.9, 0.7, 0.02, 0).tooMuch()).isFalse();
    }

    @Test
    void othersThatTakeNothingFromIt_areNoReason() {
        assertThat(new Contention(0.3, 0.9, 0.5, 0).tooMuch()).isFalse();
        assertThat(Contention.NONE.tooMuch()).isFalse();
    }

    @Test
    void onlyWhatPassedSince_counts() {
        Map<Path, ReadyTime> before = Map.of(FIRST, new ReadyTime(5, 7));
        Map<Path, ReadyTime> after = Map.of(FIRST, new ReadyTime(6, 10), SECOND, new ReadyTime(2, 4));
        assertThat(ProcessorReading.between(before, after)).isEqualTo(new ReadyTime(3, 7));
        assertThat(ProcessorReading.between(before, Map.of())).isEqualTo(ReadyTime.NONE);
    }

    @Test
    void shares_areOfTheAllowedCoresWhateverAQuotaLeavesOfThem() {
        ProcessorReading before = reading(100, 1_000, 2_000, Map.of());
        // 2 cores for 10 s: the fleet used 8 s of the 9 s in which they were busy.
        ProcessorReading after = reading(900, 1_900, 4_000, Map.of());
        Contention contention = after.since(before);
        assertThat(contention.busyShare()).isEqualTo(0.45, within(1e-9));
        assertThat(contention.othersShare()).isEqualTo(0.05, within(1e-9));
        assertThat(contention.tooMuch()).isFalse();
    }

    @Test
    void quotaThatStopsTheFleet_isTooMuchWithASentenceOfItsOwn() {
        ProcessorReading before = reading(0, 0, 0, Map.of(FIRST, new Quota(100, 90), SECOND, new Quota(50, 0)));
        ProcessorReading after =
                reading(100, 200, 2_000, Map.of(FIRST, new Quota(200, 130), SECOND, new Quota(150, 0)));
        Contention contention = after.since(before);
        assertThat(contention.throttledShare()).isEqualTo(0.4, within(1e-9));
        assertThat(contention.tooMuch()).isTrue();
        assertThat(contention)
                .hasToString("the processor quota of the control group was used up in 40 % of its periods, and stopped"
                        + " the fleet");
    }

    @Test
    void idleMachine_andAQuotaThatIsHardlyUsedAreNoReason() {
        ProcessorReading before = reading(0, 0, 0, Map.of(FIRST, new Quota(0, 0)));
        assertThat(reading(100, 120, 2_000, Map.of(FIRST, new Quota(100, 10)))
                        .since(before)
                        .tooMuch())
                .isFalse();
        assertThat(reading(100, 120, 2_000, Map.of()).since(before).tooMuch()).isFalse();
    }

    private static ProcessorReading reading(long own, long busy, long all, Map<Path, Quota> quotas) {
        return new ProcessorReading(Map.of(), own, Optional.of(new Cores(busy, all)), quotas);
    }

    @Test
    void quotas_areReadOfBothVersionsAndOfTheGroupsAbove() {
        Path root = Path.of("/sys/fs/cgroup");
        assertThat(Quota.files("0::/a/b\n", root))
                .containsExactly(root.resolve("a/b/cpu.stat"), root.resolve("a/cpu.stat"), root.resolve("cpu.stat"));
        assertThat(Quota.files("9:name=systemd:/x\n2:cpuacct:/y\n1:cpu:/z\n", root))
                .containsExactly(root.resolve("cpu/z/cpu.stat"), root.resolve("cpu/cpu.stat"));
        assertThat(Quota.files("4:cpu,cpuacct:/\n", root)).containsExactly(root.resolve("cpu,cpuacct/cpu.stat"));
        assertThat(Quota.parse("usage_usec 5\nnr_periods 12\nnr_throttled 3\nthrottled_usec 9\n"))
                .isEqualTo(new Quota(12, 3));
        assertThat(Quota.parse("usage_usec 5\n")).isEqualTo(new Quota(0, 0));
    }

    @Test
    void processTime_hasThatOfChildrenThatHaveEnded() {
        String stat = "42 (a b) c) S 1 42 42 0 -1 4194560 9 8 7 6 100 20 3000 400 20 0 1 0 55 0 0";
        assertThat(ProcessTime.parse(stat)).isEqualTo(3_520);
    }

    @Test
    void endedChild_staysInTheProcessTimeOfTheLab() throws Exception {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "the system tells no times of processes");
        long before = ProcessTime.ofLab();
        Process child =
                new ProcessBuilder("/bin/sh", "-c", "i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done").start();
        child.waitFor();
        assertThat(ProcessTime.ofLab()).isGreaterThan(before);
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
