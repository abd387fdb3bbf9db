package dev.corral.guard;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.GuardedCache;
import dev.corral.guard.cache.UnreadableEntries;
import dev.corral.guard.chain.Ready;
import dev.corral.guard.chain.Then;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Request;
import dev.corral.guard.invalidation.PendingInvalidations.Outcome;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.runtime.EventLoops.Home;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A cache of typed values under string ids, loaded by the function that was passed to its {@link CacheBuilder}.
 *
 * <p>A method that returns a {@code Uni} does nothing until the Uni is subscribed to. Every call may be cancelled; a
 * load that other callers wait for continues. Calls fail with a {@link dev.corral.guard.core.LoadFailure} if the cache
 * refuses them or a time limit passes, and with the function's own exception if the function fails. {@code get},
 * {@code getAll}, {@code invalidate} and {@code write} do not fail because Redis is unreachable.
 *
 * @param <V> the type of the values
 */
public final class Cache<V> {

    private final GuardedCache cache;
    private final Codec<V> codec;
    private final UnreadableEntries unreadable;
    private final EventLoops loops;
    private final Events events;
    private final Optional<BatchedLoads<V>> batched;

    /** @param batched the loader of several ids at once; empty if the program's function loads one id */
    Cache(
            GuardedCache cache,
            Codec<V> codec,
            UnreadableEntries unreadable,
            EventLoops loops,
            Events events,
            Optional<BatchedLoads<V>> batched) {
        this.batched = batched;
        this.cache = cache;
        this.codec = codec;
        this.unreadable = unreadable;
        this.loops = loops;
        this.events = events;
    }

    /**
     * The name of the cache, which is the {@code cache} part of its keys and the label {@code cache} of its metrics.
     */
    public String name() {
        return cache.config().cache();
    }

    /**
     * Returns the value of an id; empty if the function returns none.
     *
     * @throws IllegalArgumentException if {@code id} is empty, has more than {@value Key#MAX_ID_BYTES} bytes of UTF-8,
     *     or has control characters
     */
    public Uni<Optional<V>> get(String id) {
        return get(Request.of(key(id)));
    }

    private Uni<Optional<V>> get(Request request) {
        return Then.from(
                cache.get(request),
                (answer, failure) -> failure == null
                        ? decoded(request, answer)
                        : Uni.createFrom().failure(failure));
    }

    /**
     * Returns the values of several ids, in the order of {@code ids}, without the ids that have no value. The stored
     * values are read in one round trip. The call fails if one of the ids fails.
     */
    public Uni<Map<String, V>> getAll(Collection<String> ids) {
        List<String> wanted = List.copyOf(new LinkedHashSet<>(ids));
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return together(Uni.createFrom()
                .deferred(() -> Uni.join().all(gets(wanted)).andFailFast())
                .map(values -> present(wanted, values)));
    }

    /**
     * Invalidates the value of an id, after the program itself has written the row. A {@code get} that this process
     * begins later does not return the value from before the write. The call never fails: the outcome shows whether the
     * shared store has accepted the invalidation.
     */
    public Uni<Outcome> invalidate(String id) {
        return cache.invalidate(key(id));
    }

    /**
     * Runs a write, then invalidates the value. A failed write invalidates the value too, because the row may have been
     * written nevertheless. The write continues if its caller cancels.
     *
     * @return the result of {@code write}
     */
    public <T> Uni<T> write(String id, Uni<T> write) {
        return cache.write(key(id), write).map(done -> done.result());
    }

    /** Returns the entry in the shared store, with its age. The call reads the entry and changes nothing. */
    public Uni<Optional<Entry>> entry(String id) {
        return cache.entry(key(id));
    }

    /** Returns the current settings. */
    public CacheConfig settings() {
        return cache.config();
    }

    /**
     * Changes the settings while requests run.
     *
     * @throws IllegalArgumentException if they contradict each other; the settings then stay as they are
     */
    public void change(CacheConfig settings) {
        cache.replaceChain(settings);
    }

    private Key key(String id) {
        return new Key(name(), id);
    }

    private Uni<Optional<V>> decoded(Request request, Answer answer) {
        try {
            return new Ready<>(value(answer));
        } catch (RuntimeException notOfThisCodec) {
            Optional<Entry> entry = answer.entry();
            if (entry.isEmpty()) {
                return Uni.createFrom().failure(notOfThisCodec);
            }
            events.happened(Event.UNKNOWN_FORMAT);
            unreadable.add(entry.get());
            return cache.get(request).map(this::value);
        }
    }

    private Optional<V> value(Answer answer) {
        return answer.content() instanceof Content.Value value
                ? Optional.of(codec.decode(value.bytes()))
                : Optional.empty();
    }

    private List<Uni<Optional<V>>> gets(List<String> ids) {
        return batched.map(loads -> grouped(loads, ids))
                .orElseGet(() -> ids.stream().map(this::get).toList());
    }

    private List<Uni<Optional<V>>> grouped(BatchedLoads<V> loads, List<String> ids) {
        String group = loads.begin(Set.copyOf(ids));
        AtomicInteger open = new AtomicInteger(ids.size());
        return ids.stream()
                .map(id -> get(Request.of(key(id), Map.of(BatchedLoads.GROUP, group)))
                        .onTermination()
                        .invoke(() -> {
                            loads.answered(group, id);
                            if (open.decrementAndGet() == 0) {
                                loads.end(group);
                            }
                        }))
                .toList();
    }

    private static <V> Map<String, V> present(List<String> ids, List<Optional<V>> values) {
        Map<String, V> present = new LinkedHashMap<>();
        for (int at = 0; at < ids.size(); at++) {
            String id = ids.get(at);
            values.get(at).ifPresent(value -> present.put(id, value));
        }
        return present;
    }

    /** Subscribes on one event loop, because the commands that are sent in one task of a loop share one write. */
    private <T> Uni<T> together(Uni<T> all) {
        return Uni.createFrom().emitter(emitter -> {
            Home home = loops.home();
            loops.detached(() -> {
                Cancellable running = all.subscribe()
                        .with(
                                item -> home.loop().execute(() -> home.context().execute(() -> emitter.complete(item))),
                                failure ->
                                        home.loop().execute(() -> home.context().execute(() -> emitter.fail(failure))));
                emitter.onTermination(running::cancel);
            });
        });
    }
}
