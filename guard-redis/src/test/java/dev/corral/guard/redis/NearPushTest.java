package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.Proxy;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.store.ChangeListener;
import dev.corral.guard.testing.Caches;
import dev.corral.guard.testing.HeldOrigin;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * near x real pushes: an entry that another node changes leaves the near store, and entries are not trusted after the
 * push connection is lost.
 */
class NearPushTest {

    private static final int CHANGES = 200;
    private static final long SHELF_BYTES = 16 << 20;

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private final Key key = new Key("near", UUID.randomUUID().toString());
    private final AtomicReference<String> row = new AtomicReference<>("v0");
    private final Proxy proxy = new Proxy(REDIS.port());
    private final ConnectedStore writer = new ConnectedStore(REDIS.options(), settings("writer")).live();
    private final ConnectedStore reader = new ConnectedStore(proxy.options(), settings("reader")).live();
    private final NearStore nearStore = new NearStore(SHELF_BYTES, reader.store.clock(), cache -> Events.NONE);
    private final Loader chain = chain(nearStore);
    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    private static RedisStoreSettings settings(String node) {
        return RedisStoreSettings.of("corral", node)
                .withStoreTimeout(Duration.ofSeconds(2))
                .withHeartbeat(Duration.ofMillis(100));
    }

    @BeforeEach
    void listen() {
        reader.store.listen(nearStore);
        reader.tell(ChangeListener.of(heard::add, () -> {}));
        Eventually.holds("a listener that comes late is told that pushes are live", nearStore::live);
        shelve();
    }

    @AfterEach
    void close() {
        reader.close();
        writer.close();
        proxy.close();
    }

    @Test
    void entryOnTheShelf_isAnsweredNear() {
        assertThat(get().source()).isEqualTo(Source.NEAR);
    }

    @Test
    void entryChangedThroughAnotherStore_leavesTheShelfWithinMilliseconds() {
        long[] nanos = new long[CHANGES];
        for (int each = 0; each < CHANGES; each++) {
            shelve();
            row.set("v" + (each + 1));
            long changedNanos = System.nanoTime();
            now(writer.store.invalidate(key));
            Eventually.holds("the push is in", () -> nearStore.entries() == 0);
            nanos[each] = System.nanoTime() - changedNanos;
            assertThat(HeldOrigin.text(get())).isEqualTo("v" + (each + 1));
        }
        Arrays.sort(nanos);
        assertThat(Duration.ofNanos(nanos[CHANGES / 2])).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void pushConnectionKilled_nothingIsServedFreshFromNearAndNothingChangedAsFresh() {
        proxy.refusePushes(true);
        Eventually.holds("the loss is noticed", () -> !nearStore.live());
        assertThat(reader.store.connected()).as("commands are").isTrue();
        assertThat(nearStore.entries()).as("distrusted, not dropped").isEqualTo(1);

        assertThat(get().source()).isEqualTo(Source.STORE);
        row.set("w");
        now(writer.store.invalidate(key));

        Answer changed = get();
        assertThat(HeldOrigin.text(changed)).isEqualTo("w");
        assertThat(get().source()).as("what was read meanwhile has not entered").isEqualTo(Source.STORE);
    }

    @Test
    void pushesAreBack_everythingUntrustedIsGoneAndNearAnswersAgain() {
        proxy.refusePushes(true);
        Eventually.holds("the loss is noticed", () -> !nearStore.live());
        row.set("w");
        now(writer.store.invalidate(key));

        proxy.refusePushes(false);
        Eventually.holds(
                "pushes are back, nothing untrusted is left", () -> nearStore.live() && nearStore.entries() == 0);

        assertThat(HeldOrigin.text(get())).isEqualTo("w");
        shelve();
        assertThat(HeldOrigin.text(get())).isEqualTo("w");
    }

    @Test
    void storeOutOfReachWithThePushes_untrustedEntryIsServedStale() {
        proxy.close();
        Eventually.holds("the loss is noticed", () -> !nearStore.live() && !reader.store.connected());

        Answer answer = get();

        assertThat(HeldOrigin.text(answer)).isEqualTo("v0");
        assertThat(answer.stale()).isTrue();
    }

    /** The control: a near cache that is not informed of the loss serves the old value as fresh. */
    @Test
    void pushConnectionKilled_andNotToldOfItNearServesTheOldValueAsFresh() {
        NearStore careless = new NearStore(SHELF_BYTES, reader.store.clock(), cache -> Events.NONE);
        reader.store.listen(ChangeListener.of(careless::changed, careless::allChanged));
        Eventually.holds("pushes are live", careless::live);
        Loader trusting = chain(careless);
        get(trusting);
        proxy.refusePushes(true);
        Eventually.holds("the loss is noticed", () -> !reader.store.pushLive());
        row.set("w");
        now(writer.store.invalidate(key));

        Answer answer = get(trusting);

        assertThat(HeldOrigin.text(answer)).isEqualTo("v0");
        assertThat(answer.stale()).isFalse();
    }

    /**
     * Stores an entry. The push of the load's own write removes it; after this push has arrived, the next read stores
     * it again.
     */
    private void shelve() {
        get();
        hearEverything();
        get();
        assertThat(get().source()).isEqualTo(Source.NEAR);
    }

    /**
     * Waits for all pushes so far. Pushes arrive in order: when the marker's push has arrived, so have all before it.
     */
    private void hearEverything() {
        Key marker = new Key("near", "marker-" + UUID.randomUUID());
        now(writer.store.invalidate(marker));
        Eventually.holds("the marker is heard", () -> heard.contains(marker.toString()));
    }

    private Loader chain(NearStore near) {
        CacheConfig config = CacheConfig.of("near");
        List<String> layers = new ArrayList<>(config.layers());
        layers.add(1, LayerName.NEAR);
        return new Caches(reader.store, Environment.plain(reader.store.clock()), near)
                .open(
                        config.layers(layers).lifetimes(config.lifetimes().beta(Optional.of(1.0))),
                        request -> Uni.createFrom().item(() -> Answer.loaded(HeldOrigin.row(row.get()))),
                        Events.NONE,
                        Probe.NONE)::get;
    }

    private Answer get() {
        return get(chain);
    }

    private Answer get(Loader loader) {
        return now(loader.load(Request.of(key)));
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
