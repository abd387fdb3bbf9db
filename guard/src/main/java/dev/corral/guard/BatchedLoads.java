package dev.corral.guard;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.runtime.Environment;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A loader that combines the loads of several ids into one call of the program's function. Single-flight and the lock
 * work per key, so an id is added to a batch when its lease was granted. The loads of one {@code getAll} wait for each
 * other; other loads wait a millisecond for more.
 */
final class BatchedLoads<V> implements Loader {

    /** The request field that names the {@code getAll} to which a request belongs. */
    static final String GROUP = "corral-group";

    /** How long the loads of a {@code getAll} wait for those whose lease another process may hold. */
    static final Duration GROUP_WINDOW = Duration.ofMillis(10);

    static final Duration WINDOW = Duration.ofMillis(1);

    private final Function<Set<String>, Uni<Map<String, V>>> function;
    private final Codec<V> codec;
    private final Environment environment;
    private final Map<String, LoadGroup> groups = new ConcurrentHashMap<>();
    private final LoadGroup others;

    BatchedLoads(Function<Set<String>, Uni<Map<String, V>>> function, Codec<V> codec, Environment environment) {
        this.function = function;
        this.codec = codec;
        this.environment = environment;
        this.others = new LoadGroup(Set.of(), WINDOW, this::later, this::call);
    }

    /** Creates a group of loads and returns its name, for {@link #GROUP}. */
    String begin(Set<String> ids) {
        String name = UUID.randomUUID().toString();
        groups.put(name, new LoadGroup(ids, GROUP_WINDOW, this::later, batch -> {
            groups.remove(name);
            call(batch);
        }));
        return name;
    }

    /** Removes an id that this group no longer has to load. */
    void answered(String name, String id) {
        LoadGroup group = groups.get(name);
        if (group != null) {
            group.answered(id);
        }
    }

    void end(String name) {
        groups.remove(name);
    }

    @Override
    public Uni<Answer> load(Request request) {
        return Uni.createFrom()
                .emitter(emitter -> group(request).add(request.key().id(), emitter));
    }

    private LoadGroup group(Request request) {
        String name = request.fields().get(GROUP);
        LoadGroup group = name == null ? null : groups.get(name);
        return group == null ? others : group;
    }

    private void later(Duration window, Runnable task) {
        environment.scheduler().schedule(task, window.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void call(Map<String, UniEmitter<? super Answer>> batch) {
        Uni.createFrom()
                .deferred(() -> function.apply(Set.copyOf(batch.keySet())))
                .subscribe()
                .with(
                        values -> batch.forEach((id, emitter) -> answer(emitter, values.get(id))),
                        failure -> batch.values().forEach(emitter -> emitter.fail(failure)));
    }

    private void answer(UniEmitter<? super Answer> emitter, V value) {
        try {
            emitter.complete(Loads.answer(Optional.ofNullable(value), codec));
        } catch (RuntimeException unencodable) {
            emitter.fail(unencodable);
        }
    }
}
