package dev.corral.guard.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.probe.Event;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.ReleaseReason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The transport of commands: batched, bounded, and without anything left over when a caller does not wait. */
class RedisCommandsTest {

    private static final Keyspace KEYS = Keyspace.of("corral");

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Duration PATIENT = Duration.ofSeconds(3);
    private static final Duration HASTY = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(700);

    /** Settings with such rare heartbeats that only the test sends commands to Redis. */
    private static final RedisStoreSettings QUIET = RedisStoreSettings.of("corral", "quiet")
            .withHeartbeat(Duration.ofMinutes(10))
            .withStoreTimeout(PATIENT);

    private ConnectedStore node = new ConnectedStore(REDIS.options(), QUIET).live();
    private final Key key = key("k");

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void readsOfOneTick_shareTheirWrites() {
        List<Key> keys = keys(100);
        long before = reads();
        List<String> values = now(onLoop(() -> gather(keys)));
        // The read that leads onto the loop, the batches of sixteen, and the INFO command itself.
        assertThat(reads() - before).isLessThanOrEqualTo(2 + 7);
        assertThat(values).isEqualTo(keys.stream().map(Key::id).toList());
    }

    /** The control: the same reads, one after another. */
    @Test
    void readsOfManyTicks_areAsManyWrites() {
        List<Key> keys = keys(100);
        long before = reads();
        keys.forEach(each -> assertThat(text(now(node.store.get(each)))).isEqualTo(each.id()));
        assertThat(reads() - before).isEqualTo(101);
    }

    @Test
    void foreignTypeInABatch_isAMissOfItsOwnKeyAndGoes() {
        List<Key> keys = keys(3);
        String wrong = KEYS.value(keys.get(1));
        REDIS.command("DEL", wrong);
        REDIS.command("HSET", wrong, "field", "value");

        List<String> values = now(onLoop(() -> gather(keys)));

        assertThat(values).containsExactly(keys.get(0).id(), "none", keys.get(2).id());
        Eventually.holds("it goes", () -> !exists(wrong));
        long before = reads();
        now(onLoop(() -> gather(keys)));
        // As for any three reads of one tick: the batch is not sent again.
        assertThat(reads() - before).isEqualTo(3);
    }

    @Test
    void scriptsForgottenByRedis_areSentWhole() {
        long forgotten = 0;
        for (int i = 0; i < 3; i++) {
            REDIS.command("SCRIPT", "FLUSH");
            Lease lease = granted(key, "t" + i);
            REDIS.command("SCRIPT", "FLUSH");
            assertThat(now(node.store.publish(key, lease, entry("v" + i))).accepted())
                    .isTrue();
            assertThat(lease.fence()).isGreaterThan(forgotten);
            forgotten = lease.fence();
            now(node.store.invalidate(key));
        }
    }

    @Test
    void unknownFormatInRedis_isACountedMissAndIsReplaced() {
        REDIS.command("SET", KEYS.value(key), "something else altogether, and long enough to hold a whole header");
        assertThat(now(node.store.get(key))).isNull();
        assertThat(node.events).containsExactly(Event.UNKNOWN_FORMAT);
        assertThat(now(node.store.publish(key, granted(key, "a"), entry("x"))).accepted())
                .isTrue();
        assertThat(text(now(node.store.get(key)))).isEqualTo("x");
    }

    @Test
    void garbageWithAKnownFormat_isNeverFound() {
        byte[] garbage = new byte[80];
        System.arraycopy(EntryCodec.format(), 0, garbage, 0, 2);
        garbage[2] = 0;
        garbage[3] = 0x7f;
        garbage[11] = 0x7f;
        REDIS.command("SET", KEYS.value(key), garbage);
        assertThat(now(node.store.get(key))).isNull();
        assertThat(granted(key, "a").fence()).isPositive();
    }

    @Test
    void redisPaused_everyCallEndsWithinTheStoreTimeout() {
        restart(QUIET.withStoreTimeout(HASTY));
        pause();
        long askedNanos = System.nanoTime();
        List<Uni<?>> calls = List.of(
                node.store.get(key),
                node.store.put(key, entry("x")),
                node.store.invalidate(key),
                node.store.acquire(ask(key, "a")),
                node.store.publish(key, new Lease("a", 1), entry("x")),
                node.store.renew(key, new Lease("a", 1), PATIENT),
                node.store.release(key, new Lease("a", 1), ReleaseReason.NONE));
        List<CompletableFuture<?>> ends = calls.stream()
                .<CompletableFuture<?>>map(uni -> uni.subscribe().asCompletionStage())
                .toList();
        for (CompletableFuture<?> end : ends) {
            assertThatThrownBy(() -> end.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreUnavailable.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - askedNanos)).isBetween(HASTY, PAUSE);
    }

    @Test
    void grantAfterItsCallerTimedOut_isReleasedOnArrival() {
        restart(QUIET.withStoreTimeout(HASTY));
        pause();
        assertThatThrownBy(() -> now(node.store.acquire(ask(key, "late")))).isInstanceOf(StoreUnavailable.class);
        grantedAndReleased();
    }

    @Test
    void grantAfterItsCallerCancelled_isReleasedOnArrival() {
        granted(key("scripts are known"), "a");
        now(node.store.get(key));
        REDIS.command("CLIENT", "PAUSE", PAUSE.toMillis(), "WRITE");
        Cancellable caller = node.store.acquire(ask(key, "gone")).subscribe().with(granted -> {});
        Eventually.holds("Redis has it", () -> clients().contains("cmd=evalsha "));
        caller.cancel();
        grantedAndReleased();
    }

    /**
     * Waits until a grant was released: a fence was written, so there was a grant, and the lease is gone long before it
     * would expire.
     */
    private void grantedAndReleased() {
        StoreKeys keys = KEYS.of(key);
        Eventually.holds("granted", () -> exists(keys.fence()));
        Eventually.holds("released", () -> !exists(keys.lease()));
        assertThat(granted(key, "next").fence()).isPositive();
    }

    @Test
    void releaseJustBeforeTheStoreIsClosed_isSent() {
        Lease lease = granted(key, "last");
        node.store.release(key, lease, ReleaseReason.NONE).subscribe().with(freed -> {}, unheard -> {});
        node.store.close();
        Eventually.holds("released", () -> !exists(KEYS.of(key).lease()));
    }

    @Test
    void tooManyWaiting_areRefusedAtOnce() {
        restart(QUIET.withMaxWaiting(10));
        pause();
        List<CompletableFuture<Entry>> waiting = IntStream.range(0, 10)
                .mapToObj(i -> node.store.get(key).subscribe().asCompletionStage())
                .toList();
        assertThatThrownBy(() -> now(node.store.get(key)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("store unavailable: more than 10 commands wait for replies");
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        waiting.forEach(CompletableFuture::join);
        assertThat(now(node.store.get(key))).isNull();
    }

    @Test
    void answer_comesInTheCallersOwnContext() {
        List<ContextInternal> contexts = IntStream.range(0, 8)
                .mapToObj(i ->
                        ((VertxInternal) node.vertx).createEventLoopContext().duplicate())
                .toList();
        for (ContextInternal mine : contexts) {
            CompletableFuture<ContextInternal> seen = new CompletableFuture<>();
            mine.runOnContext(go -> node.store
                    .get(key)
                    .subscribe()
                    .with(entry -> seen.complete(ContextInternal.current()), seen::completeExceptionally));
            assertThat(seen.join()).isSameAs(mine);
        }
    }

    @Test
    void eachEventLoopThatAsks_hasOneConnection() {
        long before = connections();
        int loops = (int) IntStream.range(0, 40)
                .mapToObj(i -> {
                    ContextInternal context = ((VertxInternal) node.vertx).createEventLoopContext();
                    CompletableFuture<Entry> got = new CompletableFuture<>();
                    context.runOnContext(go -> node.store.get(key).subscribe().with(got::complete));
                    got.join();
                    return context.nettyEventLoop();
                })
                .distinct()
                .count();
        // The first connection was open already, and the connection for pushes stays.
        assertThat(connections() - before).isEqualTo(loops - 1);
    }

    @Test
    void closed_leavesNoConnectionAndRefuses() {
        node.close();
        Eventually.holds("only the test's own connection is left", () -> connections() == 1);
        assertThatThrownBy(() -> now(node.store.get(key))).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void clock_readsTheTimeOfRedis() {
        var time = REDIS.command("TIME");
        long redisMicros = time.get(0).toLong() * 1_000_000 + time.get(1).toLong();
        assertThat(Math.abs(node.store.clock().micros() - redisMicros)).isLessThan(500_000);
    }

    private void restart(RedisStoreSettings settings) {
        node.close();
        node = new ConnectedStore(REDIS.options(), settings).live();
        granted(key("scripts are known"), "a");
    }

    private static void pause() {
        REDIS.command("CLIENT", "PAUSE", PAUSE.toMillis());
    }

    private List<Key> keys(int count) {
        List<Key> keys = IntStream.range(0, count).mapToObj(i -> key("v" + i)).toList();
        keys.forEach(each -> now(node.store.put(each, entry(each.id()))));
        return keys;
    }

    /** Reads all keys in one tick; returns their texts, or the reasons why there is none. */
    private Uni<List<String>> gather(List<Key> keys) {
        List<Uni<String>> gets = keys.stream()
                .map(each -> node.store
                        .get(each)
                        .map(RedisCommandsTest::text)
                        .onFailure()
                        .recoverWithItem(failure -> failure.getMessage()))
                .toList();
        return Uni.join().all(gets).andFailFast();
    }

    private <T> Uni<T> onLoop(Supplier<Uni<T>> asked) {
        // Runs on the first connection's loop, because a reply arrives there.
        return node.store.get(key).chain(asked::get);
    }

    private static long reads() {
        return Stream.of(REDIS.command("INFO", "stats").toString().split("\r\n"))
                .filter(line -> line.startsWith("total_reads_processed:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static long connections() {
        return clients().lines().count();
    }

    private static String clients() {
        return REDIS.command("CLIENT", "LIST").toString();
    }

    private static boolean exists(String redisKey) {
        return REDIS.command("EXISTS", redisKey).toInteger() == 1;
    }

    private Lease granted(Key asked, String token) {
        return new Lease(token, ((Grant.Granted) now(node.store.acquire(ask(asked, token)))).fence());
    }

    private static Ask ask(Key asked, String token) {
        return new Ask(asked, token, Duration.ofMinutes(5), -1, false);
    }

    private static Key key(String name) {
        return new Key("commands", name + "-" + UUID.randomUUID());
    }

    private Entry entry(String text) {
        Content row = new Content.Value(text.getBytes(UTF_8), "text/plain", 0);
        return new Entry(row, 0, node.store.clock().micros(), Limits.hard(Duration.ofMinutes(5)), Duration.ofMillis(3));
    }

    private static String text(Entry entry) {
        return entry == null ? "none" : new String(((Content.Value) entry.content()).bytes(), UTF_8);
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
