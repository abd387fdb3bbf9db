package dev.corral.node.metrics;

import io.prometheus.client.Collector.Type;
import java.util.List;

/** Every metric of a node under its Prometheus name. {@code docs/metrics.md} is the contract that documents them. */
public enum Metric {

    // The six that every stampede dashboard needs, and the query duration to accompany the query rate.
    MISSES("cache_miss_total", Type.COUNTER, "Requests that no stored entry answered without a load.", Label.CACHE),
    QUERIES("db_query_total", Type.COUNTER, "Queries sent to the origin.", Label.CACHE),
    QUERY_DURATION(
            "db_query_duration_seconds", Type.HISTOGRAM, "Seconds that a query of the origin took.", Label.CACHE),
    REBUILD_DURATION(
            "cache_rebuild_duration_seconds",
            Type.HISTOGRAM,
            "Seconds that an answered load took, with its wait for a permit.",
            Label.CACHE),
    LOCK_WAIT(
            "cache_lock_wait_seconds",
            Type.HISTOGRAM,
            "Seconds that requests waited for a load of another process.",
            Label.CACHE),
    CALLERS_OF_A_FLIGHT(
            "singleflight_subscriber_count",
            Type.HISTOGRAM,
            "Callers that joined one shared load, by the end of the load.",
            Label.CACHE),
    STALE_SERVED(
            "cache_swr_stale_serve_total",
            Type.COUNTER,
            "Requests answered with an entry past its TTL, or with one that may be outdated.",
            Label.CACHE),

    /** The latency that a caller of the node sees. */
    REQUEST_DURATION(
            "cache_request_duration_seconds",
            Type.HISTOGRAM,
            "Seconds that a caller waited for its answer.",
            Label.CACHE),
    CLIENT_RETRIES(
            "corral_client_retries_total",
            Type.COUNTER,
            "Requests with which a client repeats an earlier one.",
            Label.CACHE),

    // Measured between two layers.
    LAYER_REQUESTS(
            "cache_layer_requests_total",
            Type.COUNTER,
            "Requests that reached the layer.",
            Label.CACHE,
            Label.LAYER,
            Label.PURPOSE),
    LAYER_OUTCOMES(
            "cache_layer_outcomes_total",
            Type.COUNTER,
            "Requests that left the layer, by the outcomes that it can cause; at the outermost layer by all outcomes.",
            Label.CACHE,
            Label.LAYER,
            Label.PURPOSE,
            Label.OUTCOME),
    LAYER_IN_FLIGHT(
            "cache_layer_in_flight",
            Type.GAUGE,
            "Requests in progress in the layer and behind it.",
            Label.CACHE,
            Label.LAYER),
    LAYER_DURATION(
            "cache_layer_duration_seconds",
            Type.SUMMARY,
            "Seconds that requests spent in the layer and behind it.",
            Label.CACHE,
            Label.LAYER),

    EVENTS(
            "cache_events_total",
            Type.COUNTER,
            "Events inside the layers, which no count of requests shows.",
            Label.CACHE,
            Label.EVENT),

    // The node itself.
    WARM_MISSING("cache_warm_missing_keys", Type.GAUGE, "Keys of the warm list that are not loaded yet.", Label.CACHE),
    DRAINING("cache_node_draining", Type.GAUGE, "1 while the node drains before it stops, else 0."),
    ORIGIN_REACHABLE(
            "cache_origin_reachable", Type.GAUGE, "0 while no connection to the origin can be opened, else 1."),
    ORIGIN_CONNECTIONS("cache_origin_connections", Type.GAUGE, "Open connections to the origin."),
    ORIGIN_CONNECTIONS_UNFIT(
            "cache_origin_connections_unfit_total",
            Type.COUNTER,
            "Connections to the origin closed because more or other bytes arrived than one response."),
    ORIGIN_SECOND_TRIES(
            "cache_origin_second_tries_total",
            Type.COUNTER,
            "Requests sent again over a new connection because the origin had closed the kept one."),
    PENDING_INVALIDATIONS(
            "cache_pending_invalidations",
            Type.GAUGE,
            "Written keys whose invalidation the shared store has not accepted yet."),
    NAME_SHARED("cache_node_name_shared", Type.GAUGE, "1 while another live node of the fleet has this node's name."),
    BYTES_UNDER_WAY(
            "cache_origin_bytes_under_way",
            Type.GAUGE,
            "Bytes buffered for bodies in progress: origin responses, uploads, responses, decompressed rows."),
    SWITCH_REVISION(
            "corral_switch_revision",
            Type.GAUGE,
            "Revision of the run-time switches that the node has applied; 0 if there are none."),
    SWITCHED("corral_switched", Type.GAUGE, "1 for each run-time switch in force.", Label.CACHE, Label.SWITCH),
    CLIENTS_ENDED(
            "cache_clients_ended_total",
            Type.COUNTER,
            "Responses and connections that the node ended because of their clients.",
            Label.REASON),

    // For the on-call boards and alerts.
    BUILD_INFO("corral_build_info", Type.GAUGE, "1, with the version of the node.", Label.VERSION),
    STACK_INFO(
            "corral_stack_info",
            Type.GAUGE,
            "1, with the chain of the cache, outermost layer first.",
            Label.CACHE,
            Label.CHAIN),
    PUSH_LIVE("corral_push_live", Type.GAUGE, "1 while pushes of changes arrive from Redis, else 0."),
    STORE_CONNECTED("corral_store_connected", Type.GAUGE, "1 while Redis is connected, else 0."),
    BREAKER_STATE(
            "corral_breaker_state",
            Type.GAUGE,
            "1 for the present state of the circuit breaker, else 0.",
            Label.CACHE,
            Label.GUARDS,
            Label.STATE),
    BREAKER_STATE_SECONDS(
            "corral_breaker_state_seconds_total",
            Type.COUNTER,
            "Seconds that the circuit breaker has spent in each state.",
            Label.CACHE,
            Label.GUARDS,
            Label.STATE),
    GATE_PERMITS("corral_gate_permits", Type.GAUGE, "Loads that may be in progress at once, over all caches."),
    GATE_PERMITS_IN_USE("corral_gate_permits_in_use", Type.GAUGE, "Loads that hold a permit of the gate."),
    GATE_QUEUED("corral_gate_queued", Type.GAUGE, "Loads that wait for a permit of the gate."),
    GATE_QUEUE_LIMIT("corral_gate_queue_limit", Type.GAUGE, "Loads that may wait for a permit at once."),
    LOOP_LAG(
            "corral_loop_lag_seconds",
            Type.GAUGE,
            "Largest delay of a task on an event loop, maximum of the last 30 s."),
    NEAR_ENTRIES("corral_near_entries", Type.GAUGE, "Entries in the near cache.", Label.CACHE),
    NEAR_BYTES("corral_near_bytes", Type.GAUGE, "Bytes of the entries in the near cache.", Label.CACHE),
    NEGATIVE_HITS(
            "corral_negative_hits_total", Type.COUNTER, "Requests answered from a stored negative entry.", Label.CACHE),
    LARGEST_FLIGHT(
            "corral_largest_flight",
            Type.GAUGE,
            "Most callers of one shared load that has ended, maximum of the last 30 s.",
            Label.CACHE),
    CONCURRENT_MISSES(
            "corral_concurrent_misses",
            Type.GAUGE,
            "Most misses of one key within a second, maximum of the last 30 s.",
            Label.CACHE),
    REDIS_USED_MEMORY("corral_redis_used_memory_bytes", Type.GAUGE, "Memory that Redis uses, in bytes."),
    REDIS_MAX_MEMORY("corral_redis_maxmemory_bytes", Type.GAUGE, "Memory limit of Redis in bytes; 0 if none."),
    REDIS_CLIENTS("corral_redis_connected_clients", Type.GAUGE, "Client connections of Redis."),
    REDIS_EVICTED_KEYS(
            "corral_redis_evicted_keys_total", Type.COUNTER, "Keys that Redis has evicted for want of memory.");

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
        static final String VERSION = "version";
        static final String CHAIN = "chain";
        static final String GUARDS = "guards";
        static final String STATE = "state";
        static final String SWITCH = "switch";
    }
}
