package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corral.lab.ending.Patience;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the readings of a soak on the process that leaks everything. */
@Timeout(90)
class UsageTest {

    private static final Duration WARM = Duration.ofSeconds(3);
    private static final Duration LEAKING = Duration.ofSeconds(8);

    @TempDir
    Path logs;

    @Test
    void heap_isTheSumOfTheGenerations() {
        assertThat(Usage.heapKiB("""
                123:
                DefNew     total 39296K, used 1024K [0x00000000f8000000, 0x00000000faaa0000, 0x00000000faaa0000)
                  eden space 34944K,   2% used [0x00000000f8000000, 0x00000000f8100000, 0x00000000fa220000)
                Tenured    total 87424K, used 12345K [0x00000000faaa0000, 0x0000000100000000, 0x0000000100000000)
                 Metaspace       used 38000K, committed 38500K, reserved 1114112K
                """)).isEqualTo(13_369);
        assertThat(Usage.heapKiB("""
                 def new generation   total 39296K, used 10K [0x00000000f8000000, 0x00000000faaa0000)
                 tenured generation   total 87424K, used 20K [0x00000000faaa0000, 0x0000000100000000)
                """)).isEqualTo(30);
    }

    @Test
    void leak_isSeenInEveryReading() {
        assumeTrue(Usage.isReported(), "this system does not report the resources of a process");
        try (RedisServer redis = RedisServer.start(logs);
                Leak leak = Leak.into(redis, logs)) {
            Patience.pause(WARM);
            Usage before = leak.usage();
            long keysBefore = redis.client().keys();
            Patience.pause(LEAKING);
            Usage after = leak.usage();

            assertThat(before.heapKiB()).isPositive();
            assertThat(after.heapKiB()).isGreaterThan(before.heapKiB() + 800);
            assertThat(after.residentKiB()).isGreaterThan(before.residentKiB() + 1_000);
            assertThat(after.descriptors()).isGreaterThan(before.descriptors() + 4);
            assertThat(after.threads()).isGreaterThan(before.threads());
            assertThat(after.logBytes()).isGreaterThan(before.logBytes() + 4_000);
            assertThat(redis.client().keys()).isGreaterThan(keysBefore + 400);
        }
    }
}
