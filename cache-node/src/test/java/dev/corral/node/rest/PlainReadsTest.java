package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short way in, against the framework's: a slash behind the path, which changes nothing, leads over the other one. */
@QuarkusTest
class PlainReadsTest extends NodeTest {

    private static final String BESIDE = "/";
    private static final int READS = 500;

    @ParameterizedTest
    @CsvSource({
        "/caches/full/both, accept, */*",
        "/caches/lock/both, accept, */*",
        "/caches/lock/both?query, accept, */*",
        "/caches/none/both, accept, */*",
        "/caches/lock/b%C3%B6th%2F%3B, accept, */*",
        "/caches/lock/absent-both, accept, */*",
        "/caches/lock/both, if-none-match, *",
        "/caches/lock/both, authorization, Basic abc",
        "/caches/lock/%00, accept, */*",
        "/caches/lock/%FF, accept, */*",
        "/caches/nowhere/both, accept, */*"
    })
    void bothWays_answerTheSame(String path, String field, String value) {
        origin.row("both", "{}", 1);
        node.get(path, field, value);
        node.get(path, field, value);

        HttpResponse<String> plain = node.get(path, field, value);
        HttpResponse<String> resource = node.get(path.replaceFirst("(?=\\?|$)", BESIDE), field, value);

        assertThat(plain.statusCode()).isEqualTo(resource.statusCode());
        assertThat(plain.body()).isEqualTo(resource.body());
        assertThat(told(plain)).isEqualTo(told(resource));
    }

    @ParameterizedTest
    @CsvSource({
        "..,application/json;charset=UTF-8",
        "%2e%2E,application/json;charset=UTF-8",
        "%2E,application/problem+json"
    })
    void dots_areNoKeys(String segment, String type) {
        assertThat(node.get("/caches/full/" + segment).headers().firstValue("Content-Type"))
                .contains(type);
    }

    /** Without the short way both cost the same. */
    @Test
    void hit_leavesAtMostTwoThirdsOfWhatItLeavesOnTheOtherWay() {
        origin.row("cheap", "{}", 1);
        String path = "/caches/full/cheap";
        Stream.of(path, path + BESIDE).forEach(this::bytesOfARead);

        assertThat(bytesOfARead(path)).isLessThan(bytesOfARead(path + BESIDE) * 2 / 3);
    }

    private long bytesOfARead(String path) {
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

    /** What time changes is compared by its name alone. */
    private static Map<String, Object> told(HttpResponse<String> answer) {
        Map<String, Object> told = new TreeMap<>();
        answer.headers()
                .map()
                .forEach((name, values) -> told.put(name.toLowerCase(Locale.ROOT), timeless(name, values)));
        return told;
    }

    private static List<String> timeless(String name, List<String> values) {
        return name.equalsIgnoreCase("age")
                ? List.of("age")
                : values.stream()
                        .map(value -> value.replaceAll("ttl=-?\\d+(; detail=near)?", "ttl"))
                        .toList();
    }
}
