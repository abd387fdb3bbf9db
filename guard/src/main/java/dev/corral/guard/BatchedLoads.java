package dev.corral.guard;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.runtime.Environment;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Loads that begin within {@link #WINDOW} of each other are one call of the program's function. The window is short beside
 * any load, and long beside the time in which the grants of one batch of locks arrive.
 */
final class BatchedLoads<V> implements Loader {

    static final Duration WINDOW = Duration.ofMillis(1);

    /** A larger batch is called at once. */
    static final int MOST = 1_000;

    private final Function<Set<String>, Uni<Map<String, V>>> function;
    private final Codec<V> codec;
    private final Environment environment;
    private Map<String, UniEmitter<? super Answer>> waiting = new LinkedHashMap<>();

    BatchedLoads(Function<Set<String>, Uni<Map<String, V>>> function, Codec<V> codec, Environment environment) {
        this.function = function;
        this.codec = codec;
        this.environment = environment;
    }

    @Override
    public Uni<Answer> load(Request request) {
        return Uni.createFrom().emitter(emitter -> add(request.key().id(), emitter));
    }

    private void add(String id, UniEmitter<? super Answer> emitter) {
        Map<String, UniEmitter<? super Answer>> full = Map.of();
        boolean first;
        synchronized (this) {
            first = waiting.isEmpty();
            if (waiting.containsKey(id) || waiting.size() == MOST) {
                full = take();
                first = true;
            }
            waiting.put(id, emitter);
        }
        if (!full.isEmpty()) {
            call(full);
        }
        if (first) {
            environment.scheduler().schedule(this::callWaiting, WINDOW.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized Map<String, UniEmitter<? super Answer>> take() {
        Map<String, UniEmitter<? super Answer>> taken = waiting;
        waiting = new LinkedHashMap<>();
        return taken;
    }

    private void callWaiting() {
        Map<String, UniEmitter<? super Answer>> batch = take();
        if (!batch.isEmpty()) {
            call(batch);
        }
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
