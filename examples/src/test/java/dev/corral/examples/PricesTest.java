package dev.corral.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.redis.testing.RedisServerExtension;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PricesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CALLERS = 50;

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    @RegisterExtension
    static final RedisServerExtension ELSEWHERE = new RedisServerExtension();

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch hold = new CountDownLatch(1);

    @Test
    void twoProcessesThatShareARedis_callTheFunctionOnce() throws Exception {
        assertThat(pricesFromTwo(REDIS, REDIS)).hasSize(2 * CALLERS).containsOnly("42: 1");
        assertThat(calls).hasValue(1);
    }

    /** The control. */
    @Test
    void twoProcessesThatShareNone_callItTwice() throws Exception {
        assertThat(pricesFromTwo(REDIS, ELSEWHERE)).hasSize(2 * CALLERS).containsOnly("42: 1", "42: 2");
        assertThat(calls).hasValue(2);
    }

    private List<String> pricesFromTwo(RedisServerExtension first, RedisServerExtension second) throws Exception {
        first.command("FLUSHALL");
        try (Prices one = new Prices(first.uri(), "example", this::slow);
                Prices other = new Prices(second.uri(), "example", this::slow)) {
            List<Uni<Optional<String>>> callers = new ArrayList<>();
            for (int each = 0; each < CALLERS; each++) {
                callers.add(one.of("42"));
                callers.add(other.of("42"));
            }
            var prices = Uni.join().all(callers).andFailFast().subscribeAsCompletionStage();
            hold.countDown();
            return prices.get(LIMIT.toSeconds(), TimeUnit.SECONDS).stream()
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private Optional<String> slow(String item) {
        int call = calls.incrementAndGet();
        try {
            hold.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(item + ": " + call);
    }
}
