package dev.corral.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTest {

    @Test
    void workOfThisProcess_isCounted() {
        Processor processor = Processor.of(ProcessHandle.current().pid());
        java.lang.management.ThreadMXBean threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long endNanos = threads.getCurrentThreadCpuTime() + 200_000_000;
        while (threads.getCurrentThreadCpuTime() < endNanos) {
            Thread.onSpinWait();
        }

        assertThat(processor.micros()).isGreaterThanOrEqualTo(190_000);
    }
}
