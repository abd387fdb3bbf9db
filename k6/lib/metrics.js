import { Counter, Gauge, Rate, Trend } from 'k6/metrics';

/** What readers see; each has the tag `cache`, and where it says so `window`: boundary or steady. */
export const reads = {
  /** By window. */
  count: new Counter('reads'),
  /** By window. */
  duration: new Trend('read_duration', true),
  errors: new Rate('read_errors'),
  /** Without waiting for a load. */
  served: new Rate('read_served'),
  waited: new Rate('read_waited'),
  stale: new Rate('read_stale'),
  near: new Rate('read_near'),
  /** Sent more than 50 ms after its instant. */
  late: new Rate('read_late'),
  lag: new Trend('read_lag', true),
};

/** What the origin's ledger says when the load is over; thresholds on these are the acceptance. */
export const origin = {
  queriesPerBoundary: new Trend('origin_queries_per_boundary'),
  boundariesCounted: new Counter('boundaries_counted'),
  queriesPerKey: new Trend('origin_queries_per_key'),
  keysCounted: new Counter('keys_counted'),
  /** Most queries in any 100 ms, as a share of the baseline's. */
  peakShare: new Gauge('origin_peak_share'),
  /** Between the beginnings of two queries of one key. */
  closestQueries: new Trend('closest_queries_ms'),
  /** The same, as a share of the key's TTL. */
  closestQueriesOfTtl: new Trend('closest_queries_of_ttl'),
  nodesSeen: new Gauge('nodes_seen'),
};

/** Every promise that was judged: kept or not. A run that could not judge has judged none. */
export const promises = { judged: new Counter('promises_judged'), kept: new Rate('promises_kept') };

/**
 * When the load began, in milliseconds by the origin's clock. A gauge, because what setup() returns does not reach
 * handleSummary() in every shape of k6's summary, and a gauge does.
 */
export const began = new Gauge('load_began');
