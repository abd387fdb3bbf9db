package dev.corral.node.traces;

import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/** The id of the trace for which the current thread works: log lines have it, and so do exemplars. */
public final class TraceId {

    /** The name of the id in log lines. */
    private static final String NAME = "traceId";

    private TraceId() {}

    /** The id; empty while the thread works for no sampled request. */
    public static Optional<String> current() {
        return Optional.ofNullable((String) MDC.get(NAME));
    }

    static <T> T during(String id, Supplier<T> step) {
        Object before = MDC.get(NAME);
        MDC.put(NAME, id);
        try {
            return step.get();
        } finally {
            if (before == null) {
                MDC.remove(NAME);
            } else {
                MDC.put(NAME, before);
            }
        }
    }
}
