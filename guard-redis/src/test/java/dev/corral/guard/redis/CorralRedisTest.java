package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.Cache;
import dev.corral.guard.Codec;
import dev.corral.guard.Corral;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.Proxy;
import dev.corral.guard.redis.testing.RedisServerExtension;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The typed cache on a real Redis, from a program without event loops of its own. */
class CorralRedisTest {

    private static final int IDS = 50;
    private static final List<String> ALL =
            IntStream.range(0, IDS).mapToObj(String::valueOf).toList();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern GETS = Pattern.compile("cmdstat_get:calls=(\\d+)");

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    /** The tests share one Redis. */
    private final String prefix = "typed-" + UUID.randomUUID().toString().substring(0, 8);

    private final Vertx vertx = Vertx.vertx();
    private final Proxy proxy = new Proxy(REDIS.port());
    private final AtomicInteger loads = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Corral corral = CorralRedis.connect(vertx, proxy.options())
            .prefix(prefix)
            .timeout(Duration.ofSeconds(3))
            .open();
    private final Cache<String> cache = corral.cache("names", Codec.strings()).loadBlocking(this::load, threads);

    @AfterEach
    void close() {
        proxy.holdReplies(false);
        corral.close();
        threads.shutdownNow();
        proxy.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void getAll_sendsAllReadsBeforeTheFirstReply() throws Exception {
        loadAll();
        long before = gets();
        proxy.holdReplies(true);

        CompletableFuture<Map<String, String>> all = cache.getAll(ALL).subscribeAsCompletionStage();
        Eventually.holds("all reads have reached Redis", () -> gets() - before >= IDS);
        assertThat(all).isNotDone();
        proxy.holdReplies(false);

        assertThat(all.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).hasSize(IDS).containsEntry("7", "name of 7");
        assertThat(loads).hasValue(IDS);
    }

    /** The control: reads that wait for each other. */
    @Test
    void readsOneAfterAnother_sendOneBeforeTheFirstReply() throws Exception {
        loadAll();
        long before = gets();
        proxy.holdReplies(true);

        Uni<Optional<String>> reads = cache.get("0");
        for (String id : ALL.subList(1, IDS)) {
            reads = reads.chain(() -> cache.get(id));
        }
        CompletableFuture<Optional<String>> last = reads.subscribeAsCompletionStage();
        Eventually.holds("a read has reached Redis", () -> gets() - before >= 1);
        proxy.holdReplies(false);

        assertThat(last.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isPresent();
        assertThat(gets() - before).isGreaterThanOrEqualTo(IDS);
    }

    @Test
    void invalidatedValue_isLoadedAgainAlsoByAnotherProcess() {
        Corral other =
                CorralRedis.connect(vertx, REDIS.options()).prefix(prefix).open();
        Cache<String> theirs = other.cache("names", Codec.strings()).loadBlocking(this::load, threads);
        assertThat(theirs.get("x").await().atMost(LIMIT)).contains("name of x");
        int before = loads.get();
        assertThat(cache.get("x").await().atMost(LIMIT)).contains("name of x");
        assertThat(loads).hasValue(before);

        cache.invalidate("x").await().atMost(LIMIT);

        assertThat(theirs.get("x").await().atMost(LIMIT)).contains("name of x");
        assertThat(loads).hasValue(before + 1);
        other.close();
    }

    private void loadAll() {
        assertThat(cache.getAll(ALL).await().atMost(LIMIT)).hasSize(IDS);
    }

    private Optional<String> load(String id) {
        loads.incrementAndGet();
        return Optional.of("name of " + id);
    }

    /** Returns the number of GETs, over a connection of the test. */
    private static long gets() {
        Matcher gets = GETS.matcher(REDIS.command("INFO", "commandstats").toString());
        return gets.find() ? Long.parseLong(gets.group(1)) : 0;
    }
}
