package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The route of rows, compared with a resource of the framework. */
@QuarkusTest
class RowRouteTest extends NodeTest {

    private static final int READS = 500;
    private static final int ROUNDS = 8;

    /** Without a route of its own, a hit would also use the route of the framework. */
    @Test
    void hit_allocatesLessThanTwoThirdsOfWhatADescriptionDoes() {
        origin.row("cheap", "{}", 1);

        assertThat(bytesOfARead("/caches/full/cheap")).isLessThan(bytesOfARead("/caches/none") * 2 / 3);
    }

    /**
     * The smallest of several rounds: code that is not compiled yet allocates more, and a busy machine compiles late.
     */
    private long bytesOfARead(String path) {
        return IntStream.range(0, ROUNDS)
                .mapToLong(each -> bytesOfOneInARound(path))
                .min()
                .orElseThrow();
    }

    private long bytesOfOneInARound(String path) {
        long before = allocatedByLoops();
        for (int each = 0; each < READS; each++) {
            node.get(path);
        }
        return (allocatedByLoops() - before) / READS;
    }

    private static long allocatedByLoops() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("vert.x-eventloop"))
                .mapToLong(ThreadInfo::getThreadId)
                .map(threads::getThreadAllocatedBytes)
                .sum();
    }
}
