package dev.corral.node.switches;

import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.redis.FleetDocument.Peer;
import dev.corral.guard.redis.FleetDocument.View;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A shared document in memory, which a test can lose or change, and whose replies it can withhold. */
final class SharedMemory {

    /** The document as Redis would store it. */
    String text = "";

    /** The latest note of each node. */
    final Map<String, String> notes = new TreeMap<>();

    /** Whether reports are answered. */
    boolean answers = true;

    /** What happens to the next replacements, in this order; afterwards they are executed and answered. */
    final List<Fault> faults = new ArrayList<>();

    /** Runs once, before and after the next replacement is executed. */
    Runnable beforeReplacing = () -> {};

    Runnable afterReplacing = () -> {};

    enum Fault {
        REFUSED,
        REPLY_LOST
    }

    /** Returns the document as one node sees it. */
    SharedDocument of(String node) {
        return new SharedDocument() {
            @Override
            public Uni<View> report(String note) {
                return Uni.createFrom().deferred(() -> reported(node, note));
            }

            @Override
            public Uni<Optional<String>> replace(String expected, String next) {
                return Uni.createFrom().deferred(() -> replaced(expected, next));
            }
        };
    }

    Document document() {
        return DocumentJson.read(text);
    }

    private Uni<View> reported(String node, String note) {
        if (!answers) {
            return unavailable();
        }
        notes.put(node, note);
        return Uni.createFrom()
                .item(new View(
                        text,
                        notes.entrySet().stream()
                                .map(each -> new Peer(each.getKey(), "0", each.getValue(), Duration.ZERO))
                                .toList()));
    }

    private Uni<Optional<String>> replaced(String expected, String next) {
        Runnable before = beforeReplacing;
        beforeReplacing = () -> {};
        before.run();
        Uni<Optional<String>> reply = executed(expected, next);
        Runnable after = afterReplacing;
        afterReplacing = () -> {};
        after.run();
        return reply;
    }

    private Uni<Optional<String>> executed(String expected, String next) {
        Optional<Fault> fault = faults.isEmpty() ? Optional.empty() : Optional.of(faults.removeFirst());
        if (fault.equals(Optional.of(Fault.REFUSED))) {
            return unavailable();
        }
        boolean isExpected = text.equals(expected);
        if (isExpected) {
            text = next;
        }
        return fault.isPresent()
                ? unavailable()
                : Uni.createFrom().item(isExpected ? Optional.empty() : Optional.of(text));
    }

    private static <T> Uni<T> unavailable() {
        return Uni.createFrom().failure(new StoreUnavailable("no reply within 500 ms", null));
    }
}
