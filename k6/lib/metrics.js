import { Counter, Gauge, Rate, Trend } from 'k6/metrics';

/** The metrics of the readers. Each has the tag `cache`, and some have the tag `window`: boundary or steady. */
export const reads = {
  /** With the tag `window`. */
  count: new Counter('reads'),
  /** With the tag `window`. */
  duration: new Trend('read_duration', true),
  errors: new Rate('read_errors'),
  /** Served without waiting for a load. */
  served: new Rate('read_served'),
  waited: new Rate('read_waited'),
  stale: new Rate('read_stale'),
  near: new Rate('read_near'),
  /** Sent more than 50 ms after its instant. */
  late: new Rate('read_late'),
  lag: new Trend('read_lag', true),
  /** Answered correctly and in time; every other read is of no use to its client. */
  goodput: new Rate('goodput'),
  /** Requests that repeated a failed one. */
  retries: new Counter('read_retries'),
};

/** The counts from the origin's ledger after the load; their thresholds are the acceptance criteria. */
export const origin = {
  queriesPerBoundary: new Trend('origin_queries_per_boundary'),
  boundariesCounted: new Counter('boundaries_counted'),
  queriesPerKey: new Trend('origin_queries_per_key'),
  keysCounted: new Counter('keys_counted'),
  /** The largest number of queries in any 100 ms, as a share of that of the baseline. */
  peakShare: new Gauge('origin_peak_share'),
  /** The shortest time between the beginnings of two queries for one key. */
  closestQueries: new Trend('closest_queries_ms'),
  /** The shortest time between the beginnings of two queries for one key, as a share of the key's TTL. */
  closestQueriesOfTtl: new Trend('closest_queries_of_ttl'),
  nodesSeen: new Gauge('nodes_seen'),
};

/** The promises that were judged, and the share of those that were kept. A run that could not judge has judged none. */
export const promises = { judged: new Counter('promises_judged'), kept: new Rate('promises_kept') };

/**
 * The start of the load, in milliseconds by the origin's clock. It is a gauge, because the values that setup() returns
 * do not reach handleSummary() in every format of k6's summary, while gauges do.
 */
export const began = new Gauge('load_began');
