package dev.corral.node.traces;

import dev.corral.guard.core.Trace;
import dev.corral.guard.probe.Probe;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The traces of a node's requests. Without a collector, no request has a trace and nothing is wrapped. */
public interface Traces {

    /** A node without a collector. */
    Traces OFF = new Traces() {
        @Override
        public Trace begin(String cache, String method, Map<String, String> fields) {
            return Trace.NONE;
        }

        @Override
        public <T> Uni<T> ended(Trace trace, Uni<T> response, ToIntFunction<T> status) {
            return response;
        }

        @Override
        public Probe recording(Probe meters) {
            return meters;
        }
    };

    /**
     * Begins the trace of a read.
     *
     * @param fields the request headers for the origin, which include the trace headers
     * @return {@link Trace#NONE} if the request is not sampled
     */
    Trace begin(String cache, String method, Map<String, String> fields);

    /** Ends the trace with the response. */
    <T> Uni<T> ended(Trace trace, Uni<T> response, ToIntFunction<T> status);

    /** Returns a probe that also records each layer in the trace of a sampled request. */
    Probe recording(Probe meters);
}
