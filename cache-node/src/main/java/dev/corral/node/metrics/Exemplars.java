package dev.corral.node.metrics;

import dev.corral.node.traces.TraceId;
import io.prometheus.client.exemplars.Exemplar;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The latest value of each bucket of a histogram that belongs to a traced request, with the id of its trace. */
final class Exemplars {

    /** The exemplars of a histogram that has none. */
    static final Exemplars NONE = new Exemplars(0);

    /** The label of the id, by the convention of Prometheus. */
    private static final String TRACE_ID = "trace_id";

    private final AtomicReferenceArray<Exemplar> latest;

    /** @param buckets the number of buckets; 0 if no exemplar is kept */
    Exemplars(int buckets) {
        this.latest = new AtomicReferenceArray<>(buckets);
    }

    /** Keeps a value if the current thread works for a traced request. */
    void observed(int bucket, double value) {
        if (bucket < latest.length()) {
            TraceId.current().ifPresent(id -> latest.set(bucket, new Exemplar(value, TRACE_ID, id)));
        }
    }

    /** Returns the exemplar of a bucket; null if it has none. */
    Exemplar of(int bucket) {
        return bucket < latest.length() ? latest.get(bucket) : null;
    }
}
