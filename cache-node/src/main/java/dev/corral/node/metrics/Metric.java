package dev.corral.node.metrics;

import io.prometheus.client.Collector.Type;
import java.util.List;

/** Every metric of a node under its Prometheus name. {@code docs/metrics.md} is the contract that documents them. */
public enum Metric {

    // The six that every stampede dashboard needs, and the query duration to accompany the query rate.
    MISSES("cache_miss_total", Type.COUNTER, "Requests that the shared store did not answer.", Label.CACHE),
    QUERIES("db_query_total", Type.COUNTER, "Queries sent to the origin.", Label.CACHE),
    QUERY_DURATION("db_query_duration_seconds", Type.HISTOGRAM, "How long a query took.", Label.CACHE),
    REBUILD_DURATION(
            "cache_rebuild_duration_seconds", Type.HISTOGRAM, "Loads whose answer could be cached.", Label.CACHE),
    LOCK_WAIT("cache_lock_wait_seconds", Type.HISTOGRAM, "Waits for another process's load.", Label.CACHE),
    CALLERS_OF_A_FLIGHT(
            "singleflight_subscriber_count", Type.HISTOGRAM, "Callers that one flight answered.", Label.CACHE),
    STALE_SERVED("cache_swr_stale_serve_total", Type.COUNTER, "Requests answered stale.", Label.CACHE),

    /** The latency that a caller of the node sees. */
    REQUEST_DURATION(
            "cache_request_duration_seconds", Type.HISTOGRAM, "How long a caller waited for its answer.", Label.CACHE),

    // Measured between two layers.
    LAYER_REQUESTS(
            "cache_layer_requests_total",
            Type.COUNTER,
            "Requests that came to the layer.",
            Label.CACHE,
            Label.LAYER,
            Label.PURPOSE),
    LAYER_OUTCOMES(
            "cache_layer_outcomes_total",
            Type.COUNTER,
            "How requests left the layer.",
            Label.CACHE,
            Label.LAYER,
            Label.PURPOSE,
            Label.OUTCOME),
    LAYER_IN_FLIGHT(
            "cache_layer_in_flight", Type.GAUGE, "Requests inside the layer and further in.", Label.CACHE, Label.LAYER),
    LAYER_DURATION(
            "cache_layer_duration_seconds",
            Type.SUMMARY,
            "Time inside the layer and further in.",
            Label.CACHE,
            Label.LAYER),

    EVENTS("cache_events_total", Type.COUNTER, "What no probe between two layers can see.", Label.CACHE, Label.EVENT),

    // The node itself.
    WARM_MISSING(
            "cache_warm_missing_keys", Type.GAUGE, "Keys of the warm list that are still to be loaded.", Label.CACHE),
    DRAINING("cache_node_draining", Type.GAUGE, "1 from the moment on at which the node was told to stop."),
    ORIGIN_REACHABLE(
            "cache_origin_reachable", Type.GAUGE, "0 while no connection to the origin can be opened, else 1."),
    ORIGIN_CONNECTIONS("cache_origin_connections", Type.GAUGE, "Open connections to the origin."),
    ORIGIN_CONNECTIONS_UNFIT(
            "cache_origin_connections_unfit_total",
            Type.COUNTER,
            "Connections closed because more or other bytes came than one response."),
    ORIGIN_SECOND_TRIES(
            "cache_origin_second_tries_total",
            Type.COUNTER,
            "Requests sent over a new connection because a kept one had ended."),
    PENDING_INVALIDATIONS(
            "cache_pending_invalidations",
            Type.GAUGE,
            "Written keys whose invalidation the shared store has not accepted yet."),
    NAME_SHARED("cache_node_name_shared", Type.GAUGE, "1 while another live node of the fleet has this node's name."),
    BYTES_UNDER_WAY(
            "cache_origin_bytes_under_way",
            Type.GAUGE,
            "Bytes that bodies in progress hold: of the origin, of uploads, of responses, and decompressed ones."),
    CLIENTS_ENDED(
            "cache_clients_ended_total",
            Type.COUNTER,
            "Responses and connections that the node ended because of their clients.",
            Label.REASON);

    private final String prometheus;
    private final Type type;
    private final String help;
    private final List<String> labels;

    Metric(String prometheus, Type type, String help, String... labels) {
        this.prometheus = prometheus;
        this.type = type;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** Its name in Prometheus. */
    public String prometheus() {
        return prometheus;
    }

    Type type() {
        return type;
    }

    String help() {
        return help;
    }

    List<String> labels() {
        return labels;
    }

    private static final class Label {
        static final String CACHE = "cache";
        static final String LAYER = "layer";
        static final String PURPOSE = "purpose";
        static final String OUTCOME = "outcome";
        static final String EVENT = "event";
        static final String REASON = "reason";
    }
}
