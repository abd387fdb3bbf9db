package dev.corral.guard.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.Limits;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.Proxy;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.store.ChangeListener;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.FleetLocks.Watch;
import dev.corral.guard.store.Grant;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The other nodes receive each change of one node at once; if they cannot, they detect it. */
class RedisPushTest {

    private static final Keyspace KEYS = Keyspace.of("corral");

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Duration BEAT = Duration.ofMillis(100);

    private final ConnectedStore writer = new ConnectedStore(REDIS.options(), settings("writer")).live();
    private final ConnectedStore watcher = new ConnectedStore(REDIS.options(), settings("watcher")).live();
    private final Key key = new Key("push", UUID.randomUUID().toString());
    private final AtomicInteger wakes = new AtomicInteger();

    private static RedisStoreSettings settings(String node) {
        return RedisStoreSettings.of("corral", node).withStoreTimeout(Duration.ofSeconds(2));
    }

    @AfterEach
    void close() {
        writer.close();
        watcher.close();
    }

    @Test
    void publishedElsewhere_wakesAtOnce() throws Exception {
        long[] micros = new long[50];
        for (int i = 0; i < micros.length; i++) {
            Key each = new Key("push", UUID.randomUUID().toString());
            Lease lease = granted(each);
            CompletableFuture<Long> woken = new CompletableFuture<>();
            Watch watch = watcher.store.watch(each, () -> woken.complete(System.nanoTime()));
            long publishedNanos = System.nanoTime();
            now(writer.store.publish(each, lease, entry("v" + i)));
            micros[i] = (woken.get(5, TimeUnit.SECONDS) - publishedNanos) / 1_000;
            watch.close();
        }
        long median = IntStream.range(0, micros.length)
                .mapToLong(i -> micros[i])
                .sorted()
                .skip(micros.length / 2)
                .findFirst()
                .orElseThrow();
        assertThat(Duration.ofNanos(median * 1_000)).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void watchedFromAContext_wakesInIt() {
        ContextInternal home =
                ((VertxInternal) watcher.vertx).createEventLoopContext().duplicate();
        CompletableFuture<ContextInternal> woken = new CompletableFuture<>();
        CompletableFuture<Watch> watching = new CompletableFuture<>();
        home.runOnContext(
                go -> watching.complete(watcher.store.watch(key, () -> woken.complete(ContextInternal.current()))));
        Watch watch = watching.join();
        now(writer.store.invalidate(key));
        assertThat(woken.join()).isSameAs(home);
        watch.close();
    }

    @Test
    void flushed_wakesEverybodyAndTellsListeners() {
        AtomicInteger all = new AtomicInteger();
        watcher.store.listen(ChangeListener.of(name -> {}, all::incrementAndGet));
        Eventually.holds("told that pushes are live", () -> all.get() == 1);
        Watch watch = watcher.store.watch(key, wakes::incrementAndGet);
        REDIS.command("FLUSHALL");
        Eventually.holds("woken", () -> wakes.get() > 0 && all.get() > 1);
        watch.close();
    }

    @Test
    void listener_hearsWhichEntryChanged() {
        Key odd = new Key("push", "a}b{c:雪");
        List<String> names = new CopyOnWriteArrayList<>();
        watcher.tell(ChangeListener.of(names::add, () -> {}));
        REDIS.command("SET", "corral:v:", "a stranger's key, which concerns nobody");
        now(writer.store.put(odd, entry("x")));
        Eventually.holds("heard", () -> names.contains(odd.toString()));
    }

    @Test
    void pushConnectionKilled_isOpenedAgainAndWakesOnce() {
        AtomicBoolean lost = new AtomicBoolean();
        watcher.tell(new ChangeListener() {
            @Override
            public void changed(String name) {}

            @Override
            public void allChanged() {}

            @Override
            public void lost() {
                lost.set(true);
            }
        });
        Watch watch = watcher.store.watch(key, wakes::incrementAndGet);
        assertThat(kill(line -> line.contains("flags=tB")))
                .as("one of each node")
                .hasSize(2);
        Eventually.holds("lost, then live again", () -> lost.get() && watcher.store.pushLive());
        Eventually.holds("woken, because a push may have been missed", () -> wakes.get() == 1);
        // The connections for commands were not affected.
        assertThat(watcher.store.connected()).isTrue();
        now(writer.store.invalidate(key));
        Eventually.holds("woken by push again", () -> wakes.get() > 1);
        watch.close();
    }

    @Test
    void commandConnectionsKilled_areOpenedAgainWhilePushesGoOn() {
        now(watcher.store.put(key, entry("x")));
        assertThat(kill(line -> !line.contains("flags=tB") && !line.contains("cmd=client")))
                .as("one of each node")
                .hasSize(2);
        Eventually.holds("commands are answered again", () -> answers(watcher) && answers(writer));
        assertThat(watcher.store.pushLive()).isTrue();
    }

    @Test
    void pushConnectionSilent_isNoticedByTheMissingHeartbeat() {
        try (Proxy proxy = new Proxy(REDIS.port());
                ConnectedStore far =
                        new ConnectedStore(proxy.options(), settings("far").withHeartbeat(BEAT)).live()) {
            Watch watch = far.store.watch(key, wakes::incrementAndGet);
            proxy.silencePushes();
            now(writer.store.invalidate(key));
            assertThat(proxy.silenced()).isEqualTo(1);
            Eventually.holds("closed and opened again", () -> proxy.silenced() == 0 && far.store.pushLive());
            Eventually.holds("woken, because a push was missed", () -> wakes.get() > 0);
            watch.close();
        }
    }

    @Test
    void commandConnectionSilent_isClosedAndOpenedAgain() {
        RedisStoreSettings hasty = settings("far").withHeartbeat(BEAT).withStoreTimeout(Duration.ofMillis(50));
        try (Proxy proxy = new Proxy(REDIS.port());
                ConnectedStore far = new ConnectedStore(proxy.options(), hasty).live()) {
            proxy.silenceCommands();
            assertThat(answers(far)).isFalse();
            Eventually.holds("answered", () -> answers(far));
            assertThat(proxy.silenced()).isZero();
        }
    }

    /**
     * On a connection that carries pushes too, the client pairs replies with the wrong requests; reads must not be
     * affected.
     */
    @Test
    void readsWhilePushesArrive_areNeverMixedUp() {
        int keys = 200;
        int reads = 20_000;
        IntStream.range(0, keys).forEach(i -> now(writer.store.put(tagged(i), entry("tag-" + i))));
        AtomicInteger pushes = new AtomicInteger();
        watcher.tell(ChangeListener.of(name -> pushes.incrementAndGet(), () -> {}));
        AtomicBoolean done = new AtomicBoolean();
        Thread churn = Thread.ofVirtual().start(() -> {
            for (int i = 0; !done.get(); i++) {
                now(writer.store.put(tagged(i % keys), entry("tag-" + i % keys)));
            }
        });
        long wrong = now(Multi.createFrom()
                .range(0, reads)
                .onItem()
                .transformToUni(i -> watcher.store
                        .get(tagged(i % keys))
                        .map(entry -> text(entry).equals("tag-" + i % keys)))
                .merge(256)
                .filter(right -> !right)
                .collect()
                .with(Collectors.counting()));
        done.set(true);
        assertThat(wrong).isZero();
        assertThat(pushes.get()).as("pushes that arrived meanwhile").isGreaterThan(50);
        joined(churn);
    }

    /** The control: on a plain connection that carries both, the client mixes them up. */
    @Test
    void repliesOnAConnectionThatAlsoCarriesPushes_areMixedUpByTheClient() throws Exception {
        Redis client = Redis.createClient(writer.vertx, REDIS.options());
        RedisConnection both =
                client.connect().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        both.handler(push -> {});
        Request track = Request.cmd(Command.CLIENT, "TRACKING", "ON", "BCAST", "PREFIX", KEYS.values());
        both.send(track).toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        both.send(Request.cmd(Command.BLPOP, "corral-control", "9"));
        Future<Response> mine = both.send(Request.cmd(Command.ECHO, "mine"));
        Eventually.holds(
                "Redis holds the first reply back",
                () -> REDIS.command("CLIENT", "LIST").toString().contains("cmd=blpop"));
        now(writer.store.put(tagged(1), entry("pushed while both wait")));
        REDIS.command("RPUSH", "corral-control", "for the first");

        Response got = mine.toCompletionStage().toCompletableFuture().get(9, TimeUnit.SECONDS);
        assertThat(got.toString()).contains("for the first").doesNotContain("mine");
        client.close();
    }

    private static void joined(Thread thread) {
        Eventually.holds("thread ended", () -> !thread.isAlive());
    }

    private static Key tagged(int i) {
        return new Key("tagged", "key-" + i);
    }

    private boolean answers(ConnectedStore node) {
        return node.store
                .get(key)
                .map(entry -> true)
                .onFailure()
                .recoverWithItem(false)
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static List<String> kill(Predicate<String> which) {
        List<String> ids = REDIS.command("CLIENT", "LIST")
                .toString()
                .lines()
                .filter(which)
                .map(line -> line.substring(3, line.indexOf(' ')))
                .toList();
        ids.forEach(id -> REDIS.command("CLIENT", "KILL", "ID", id));
        return ids;
    }

    private Lease granted(Key asked) {
        Grant grant = now(writer.store.acquire(new Ask(asked, "writer", Duration.ofSeconds(10), -1, false)));
        return new Lease("writer", ((Grant.Granted) grant).fence());
    }

    private Entry entry(String text) {
        Content row = new Content.Value(text.getBytes(UTF_8), "text/plain", 0);
        long written = writer.store.clock().micros();
        return new Entry(row, 0, written, Limits.hard(Duration.ofMinutes(5)), Duration.ofMillis(3));
    }

    private static String text(Entry entry) {
        return new String(((Content.Value) entry.content()).bytes(), UTF_8);
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
