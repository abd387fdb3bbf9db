package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.Cache;
import dev.corral.guard.Codec;
import dev.corral.guard.Corral;
import dev.corral.guard.probe.Events;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.Proxy;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.redis.testing.StoppedLoop;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.Lateness;
import dev.corral.guard.store.ChangeListener;
import dev.corral.guard.store.Grant;
import dev.corral.guard.testing.StandIn;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real event loop that is stopped for a second, twice the timeout of the store, while a reply of Redis arrives. */
class LateLoopTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration STOP = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private final String prefix = "late-" + UUID.randomUUID().toString().substring(0, 8);
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final StoppedLoop loop = new StoppedLoop(vertx, vertx.getOrCreateContext());
    private final Proxy proxy = new Proxy(REDIS.port());
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        loop.close();
        proxy.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void grantThatArrivesWhileTheLoopIsStopped_isUsedAndItsRowIsLoadedOnce() {
        assertThat(queriesOfTwoReads(Lateness.OF_TIMERS)).isEqualTo(1);
    }

    /** The control: the lock counts as failed, the row is loaded without it, and the next read loads it again. */
    @Test
    void latenessThatIsIgnored_costsASecondQuery() {
        assertThat(queriesOfTwoReads(Lateness.IGNORED)).isEqualTo(2);
    }

    private int queriesOfTwoReads(Lateness lateness) {
        try (RedisStore store = connect(RedisStoreSettings.of(prefix, "late").withStoreTimeout(TIMEOUT), lateness)) {
            Eventually.holds("commands and pushes are live", () -> store.connected() && store.pushLive());
            Held held = new Held(store, proxy);
            Environment environment = new Environment(
                    store.clock(), ((VertxInternal) vertx).getEventLoopGroup(), () -> 0.5, new VertxEventLoops(vertx));
            Cache<String> cache = Corral.over(held, environment.with(lateness))
                    .storeTimeout(TIMEOUT)
                    .changes(store::listen)
                    .open()
                    .cache("rows", Codec.strings())
                    .load(this::row);

            CompletableFuture<Optional<String>> first = read(cache);
            Eventually.holds("the lock is requested", held.asked::get);
            loop.stopFor(STOP, () -> proxy.holdReplies(false));

            assertThat(first).succeedsWithin(LIMIT).isEqualTo(Optional.of("row"));
            assertThat(read(cache)).succeedsWithin(LIMIT).isEqualTo(Optional.of("row"));
            return loads.get();
        }
    }

    /**
     * Heartbeats are sent by the loop: while it is stopped there are none, and none can come back. The connection stays;
     * near entries count again when the next push shows that it has not ended meanwhile.
     */
    @Test
    void loopThatIsStoppedForLongerThanThreeHeartbeats_losesNoConnection() {
        AtomicInteger lost = new AtomicInteger();
        AtomicInteger all = new AtomicInteger();
        RedisStoreSettings settings =
                RedisStoreSettings.of(prefix, "late").withStoreTimeout(TIMEOUT).withHeartbeat(Duration.ofMillis(100));
        try (RedisStore store = connect(settings, Lateness.OF_TIMERS)) {
            Eventually.holds("commands and pushes are live", () -> store.connected() && store.pushLive());
            store.listen(new ChangeListener() {
                @Override
                public void changed(String name) {}

                @Override
                public void allChanged() {
                    all.incrementAndGet();
                }

                @Override
                public void lost() {
                    lost.incrementAndGet();
                }
            });
            Eventually.holds("the listener is added", () -> all.get() == 1);

            loop.stopFor(STOP, () -> {});
            Eventually.passed(settings.silence());

            assertThat(lost).as("near entries are not trusted").hasValue(1);
            assertThat(all).as("until the next push").hasValue(2);
            assertThat(store.pushLive()).isTrue();
            assertThat(store.trouble()).isEmpty();
            assertThat(store.connected()).isTrue();
        }
    }

    private CompletableFuture<Optional<String>> read(Cache<String> cache) {
        CompletableFuture<Optional<String>> read = new CompletableFuture<>();
        vertx.runOnContext(start -> cache.get("k").subscribe().with(read::complete, read::completeExceptionally));
        return read;
    }

    private Uni<Optional<String>> row(String id) {
        return Uni.createFrom().item(() -> {
            loads.incrementAndGet();
            return Optional.of("row");
        });
    }

    private RedisStore connect(RedisStoreSettings settings, Lateness lateness) {
        return RedisStore.connect(vertx, proxy::options, settings, () -> 0.5, cache -> Events.NONE, lateness);
    }

    /** A store whose replies are held back from the moment at which the lock is requested for the first time. */
    private static final class Held extends StandIn {
        private final Proxy proxy;
        private final AtomicBoolean asked = new AtomicBoolean();

        Held(RedisStore store, Proxy proxy) {
            super(store);
            this.proxy = proxy;
        }

        @Override
        public Uni<Grant> acquire(Ask ask) {
            return Uni.createFrom().deferred(() -> {
                if (!asked.get()) {
                    proxy.holdReplies(true);
                }
                return super.acquire(ask).onSubscription().invoke(sent -> asked.set(true));
            });
        }
    }
}
