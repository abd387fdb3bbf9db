package dev.corral.guard;

import dev.corral.guard.core.Answer;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A batch of loads that becomes one call: when all expected ids were added or answered without a load, or when a window
 * has passed since the first load.
 */
final class LoadGroup {

    /** The size at which a batch is called at once. */
    static final int MOST = 1_000;

    private final Set<String> expected;
    private final Duration window;
    private final BiConsumer<Duration, Runnable> timer;
    private final Consumer<Map<String, UniEmitter<? super Answer>>> call;
    private Map<String, UniEmitter<? super Answer>> waiting = new LinkedHashMap<>();

    /** @param expected the ids that may be loaded; if there are none, the batch waits for the window only */
    LoadGroup(
            Set<String> expected,
            Duration window,
            BiConsumer<Duration, Runnable> timer,
            Consumer<Map<String, UniEmitter<? super Answer>>> call) {
        this.expected = new HashSet<>(expected);
        this.window = window;
        this.timer = timer;
        this.call = call;
    }

    void add(String id, UniEmitter<? super Answer> emitter) {
        callIfAny(taken(id, emitter));
    }

    /** Removes an id from the expected ones. */
    void answered(String id) {
        callIfAny(takenWithout(id));
    }

    private synchronized Map<String, UniEmitter<? super Answer>> taken(String id, UniEmitter<? super Answer> emitter) {
        Map<String, UniEmitter<? super Answer>> full = waiting.containsKey(id) ? take() : Map.of();
        waiting.put(id, emitter);
        if (waiting.size() == 1) {
            timer.accept(window, () -> callIfAny(takeAll()));
        }
        boolean last = expected.remove(id) && expected.isEmpty();
        return full.isEmpty() && (last || waiting.size() == MOST) ? take() : full;
    }

    private synchronized Map<String, UniEmitter<? super Answer>> takenWithout(String id) {
        return expected.remove(id) && expected.isEmpty() ? take() : Map.of();
    }

    private synchronized Map<String, UniEmitter<? super Answer>> takeAll() {
        return take();
    }

    private Map<String, UniEmitter<? super Answer>> take() {
        Map<String, UniEmitter<? super Answer>> taken = waiting;
        waiting = new LinkedHashMap<>();
        return taken;
    }

    private void callIfAny(Map<String, UniEmitter<? super Answer>> batch) {
        if (!batch.isEmpty()) {
            call.accept(batch);
        }
    }
}
