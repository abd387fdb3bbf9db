package dev.corral.node.metrics;

/** Every metric of a node, as Prometheus sees it: the code's side of the contract in {@code docs/metrics.md}. */
public final class Names {

    /** The six that every stampede dashboard needs, and the duration beside the query rate. */
    public static final String MISSES = "cache_miss_total";

    public static final String QUERIES = "db_query_total";
    public static final String QUERY_DURATION = "db_query_duration_seconds";
    public static final String REBUILD_DURATION = "cache_rebuild_duration_seconds";
    public static final String LOCK_WAIT = "cache_lock_wait_seconds";
    public static final String CALLERS_OF_A_FLIGHT = "singleflight_subscriber_count";
    public static final String STALE_SERVED = "cache_swr_stale_serve_total";

    /** What a caller of the node sees. */
    public static final String REQUEST_DURATION = "cache_request_duration_seconds";

    /** One place between two layers. */
    public static final String LAYER_REQUESTS = "cache_layer_requests_total";

    public static final String LAYER_OUTCOMES = "cache_layer_outcomes_total";
    public static final String LAYER_IN_FLIGHT = "cache_layer_in_flight";
    public static final String LAYER_DURATION = "cache_layer_duration_seconds";

    public static final String EVENTS = "cache_events_total";

    /** The node itself. */
    public static final String WARM_MISSING = "cache_warm_missing_keys";

    public static final String DRAINING = "cache_node_draining";

    public static final String BYTES_UNDER_WAY = "cache_origin_bytes_under_way";

    static final String CACHE = "cache";
    static final String LAYER = "layer";
    static final String PURPOSE = "purpose";
    static final String OUTCOME = "outcome";
    static final String EVENT = "event";

    private Names() {}
}
