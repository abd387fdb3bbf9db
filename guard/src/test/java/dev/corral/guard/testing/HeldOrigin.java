package dev.corral.guard.testing;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An origin that answers only when a test allows it, and counts its queries. Safe for many threads. */
public final class HeldOrigin implements Loader {

    private final List<Key> asked = new ArrayList<>();
    private final List<UniEmitter<? super Answer>> held = new ArrayList<>();
    private int cancelled;

    public static Content row(String text) {
        return row(text, 0);
    }

    public static Content row(String text, long version) {
        return new Content.Value(text.getBytes(StandardCharsets.UTF_8), "text/plain", version);
    }

    public static String text(Answer answer) {
        return new String(((Content.Value) answer.content()).bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public Uni<Answer> load(Request request) {
        return Uni.createFrom().emitter(emitter -> hold(request.key(), emitter));
    }

    private synchronized void hold(Key key, UniEmitter<? super Answer> emitter) {
        asked.add(key);
        held.add(emitter);
        emitter.onTermination(() -> ended(emitter));
    }

    private synchronized void ended(UniEmitter<? super Answer> emitter) {
        if (held.remove(emitter)) {
            cancelled++;
        }
    }

    /** The number of queries so far. */
    public synchronized int queries() {
        return asked.size();
    }

    public synchronized int inProgress() {
        return held.size();
    }

    /** The number of queries that their callers cancelled. */
    public synchronized int cancelled() {
        return cancelled;
    }

    public void answer(String text) {
        answer(row(text));
    }

    /** Answers all held queries, in the order in which they arrived. */
    public void answer(Content content) {
        take().forEach(emitter -> emitter.complete(Answer.loaded(content)));
    }

    public void fail(Throwable failure) {
        take().forEach(emitter -> emitter.fail(failure));
    }

    private synchronized List<UniEmitter<? super Answer>> take() {
        List<UniEmitter<? super Answer>> taken = List.copyOf(held);
        held.clear();
        return taken;
    }
}
