package dev.corral.node.warm;

import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Environment;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Loads a list of keys before the node is ready, each as for a client: if its cache has a lock, nodes that start
 * together query the origin once.
 *
 * <p>It loads the missing keys in rounds, with a back-off between them. When its limit has passed, the node is ready
 * with keys missing, because an origin that is dead must not keep a fleet out of service; the rounds go on, with longer
 * pauses, so that the number of missing keys becomes 0 when the origin is back.
 */
public final class Warmup {

    private static final Logger LOG = Logger.getLogger(Warmup.class);
    private static final int AT_ONCE = 16;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE_WHEN_READY = Duration.ofSeconds(30);

    private final List<Key> keys;
    private final Set<Key> missing = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Function<Key, Uni<?>> loader;
    private final StoreCheck storeCheck;
    private final Duration limit;
    private final Environment environment;
    private volatile boolean stopped;

    /**
     * @param keys the keys, in the order in which they are loaded
     * @param loader fails if there is no answer; that a row is absent is an answer
     */
    public Warmup(
            List<Key> keys,
            Function<Key, Uni<?>> loader,
            StoreCheck storeCheck,
            Duration limit,
            Environment environment) {
        this.keys = keys;
        this.missing.addAll(keys);
        this.loader = loader;
        this.storeCheck = storeCheck;
        this.limit = limit;
        this.environment = environment;
    }

    public void begin() {
        if (keys.isEmpty()) {
            over.set(true);
            return;
        }
        environment.scheduler().schedule(this::waitNoLonger, limit.toNanos(), TimeUnit.NANOSECONDS);
        environment.loops().detached(() -> storeCheck.run(this::loadFirst));
    }

    /** Begins no further round. */
    public void stop() {
        stopped = true;
    }

    /** Whether the node need not wait any longer. */
    public boolean over() {
        return over.get();
    }

    /** The number of keys of a cache that are not loaded yet. */
    public long missing(String cache) {
        return missing.stream().filter(key -> key.cache().equals(cache)).count();
    }

    public int missing() {
        return missing.size();
    }

    /**
     * Loads the first key alone: the first load of a process is slow, and the store's responses to other loads must not
     * wait behind it.
     */
    private void loadFirst() {
        load(keys.getFirst()).subscribe().with(answer -> {
            if (answer == null) {
                pauseAfter(FIRST_PAUSE);
            } else {
                round(FIRST_PAUSE);
            }
        });
    }

    private void round(Duration pause) {
        if (stopped) {
            return;
        }
        Multi.createFrom()
                .iterable(keys.stream().filter(missing::contains).toList())
                .onItem()
                .transformToUni(this::load)
                .merge(AT_ONCE)
                .subscribe()
                .with(answered -> {}, broken -> pauseAfter(pause), () -> pauseAfter(pause));
    }

    private Uni<?> load(Key key) {
        return Uni.createFrom()
                .deferred(() -> loader.apply(key))
                .onItem()
                .invoke(answer -> missing.remove(key))
                .onFailure()
                .recoverWithNull();
    }

    private void pauseAfter(Duration pause) {
        if (missing.isEmpty()) {
            over.set(true);
            LOG.infof("Warm: all %d keys are loaded", keys.size());
        } else if (!stopped) {
            long nanos = Math.round(pause.toNanos() * (1 + environment.random().getAsDouble()) / 2);
            Duration next = longer(pause);
            environment
                    .scheduler()
                    .schedule(() -> environment.loops().detached(() -> round(next)), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Duration longer(Duration pause) {
        Duration longest = over() ? LONGEST_PAUSE_WHEN_READY : LONGEST_PAUSE;
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    private void waitNoLonger() {
        if (over.compareAndSet(false, true) && !missing.isEmpty()) {
            LOG.warnf(
                    "Ready though not warm: %d of %d keys are missing after %d ms",
                    missing(), keys.size(), limit.toMillis());
        }
    }
}
