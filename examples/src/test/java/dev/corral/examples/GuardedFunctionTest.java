package dev.corral.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.redis.testing.RedisServerExtension;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GuardedFunctionTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CALLERS = 50;

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    @RegisterExtension
    static final RedisServerExtension ELSEWHERE = new RedisServerExtension();

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch hold = new CountDownLatch(1);

    @Test
    void twoProcessesWorthOfCallers_call_the_function_once() throws Exception {
        assertThat(callFromTwo(REDIS, REDIS)).hasSize(2 * CALLERS).containsOnly("key: 1");
        assertThat(calls).hasValue(1);
    }

    @Test
    void withoutASharedStore_each_process_calls_it() throws Exception {
        assertThat(callFromTwo(REDIS, ELSEWHERE)).hasSize(2 * CALLERS).containsOnly("key: 1", "key: 2");
        assertThat(calls).hasValue(2);
    }

    private List<String> callFromTwo(RedisServerExtension first, RedisServerExtension second) throws Exception {
        first.command("FLUSHALL");
        try (GuardedFunction one = new GuardedFunction(first.uri(), "one", this::slow);
                GuardedFunction other = new GuardedFunction(second.uri(), "other", this::slow)) {
            List<Uni<byte[]>> callers = new ArrayList<>();
            for (int each = 0; each < CALLERS; each++) {
                callers.add(one.get("key"));
                callers.add(other.get("key"));
            }
            Function<List<byte[]>, List<String>> text = rows -> rows.stream()
                    .map(row -> new String(row, StandardCharsets.UTF_8))
                    .toList();
            var answers = Uni.join().all(callers).andFailFast().map(text).subscribeAsCompletionStage();
            hold.countDown();
            return answers.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private byte[] slow(String id) {
        int call = calls.incrementAndGet();
        try {
            hold.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return (id + ": " + call).getBytes(StandardCharsets.UTF_8);
    }
}
