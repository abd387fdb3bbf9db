import { NONE, perSecond } from './flows.mjs';
import { counter, gauge } from './notation.mjs';

/** A cache of one node and its origin in health. A case replaces some of these flows and states. */
const HEALTHY = {
  requests: perSecond(100),
  near: NONE,
  stale: perSecond(2),
  flight: perSecond(0.1),
  fleet: perSecond(0.1),
  origin: perSecond(0.2),
  refused: NONE,
  failed: NONE,
  cancelled: NONE,
  /** Requests that took more than 5 ms. */
  slow: perSecond(0.4),
  retries: NONE,
  misses: perSecond(0.4),
  found: perSecond(2),
  absent: NONE,
  duplicates: NONE,
  waits: perSecond(0.1),
  rebuilds: perSecond(2),
  fenced: NONE,
  evicted: NONE,
  breakerOpen: NONE,
  storeBreakerOpen: NONE,
  /** Durations: the bucket of the histogram that each of a step falls into, and their mean. */
  wait: () => ({ le: 0.25, mean: 0.15 }),
  rebuild: () => ({ le: 0.5, mean: 0.3 }),
  query: () => ({ le: 0.5, mean: 0.3 }),
  /** States. */
  up: () => 1,
  connected: () => 1,
  push: () => 1,
  draining: () => 0,
  warmMissing: () => 0,
  usedMemory: () => 50e6,
  maxMemory: () => 100e6,
  /** Whether a series is exported in a step, by its name and labels. */
  exported: () => true,
};

const BUCKETS = [0.25, 0.5, 2.5, 5, Infinity];
const OUTCOMES = ['near', 'stale', 'flight', 'fleet', 'origin', 'refused', 'failed', 'cancelled'];
const INSTANCE = 'node-1:9081';

const quoted = (labels) => Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
const selector = (name, labels) => `${name}{${quoted(labels).join(', ')}}`;
const limit = (le) => (le === Infinity ? '+Inf' : String(le));

/** Returns the input series of one namespace: the metrics that a node and the origin export, as promtool reads them. */
export function world(namespace, steps, seconds, changes) {
  const of = { ...HEALTHY, ...changes };
  const node = { job: 'corral-node', namespace, instance: INSTANCE };
  const cache = { ...node, cache: 'products' };
  const origin = { job: 'corral-origin', namespace, instance: 'origin:9090', cache: 'products', node: 'node-1' };
  const all = [];
  const each = (name, labels, value) =>
    Array.from({ length: steps }, (_, step) => (of.exported(name, step, labels) ? value(step) : null));
  const counts = (name, labels, flow) => all.push({ series: selector(name, labels), values: counter(each(name, labels, (step) => flow(step, seconds))) });
  const state = (name, labels, value) => all.push({ series: selector(name, labels), values: gauge(each(name, labels, value)) });

  /** A histogram: in each step `flow` observations, all in one bucket. */
  function histogram(name, labels, flow, observed) {
    for (const le of BUCKETS) {
      counts(`${name}_bucket`, { ...labels, le: limit(le) }, (step) => (observed(step).le <= le ? flow(step, seconds) : 0));
    }
    counts(`${name}_count`, labels, flow);
    counts(`${name}_sum`, labels, (step) => flow(step, seconds) * observed(step).mean);
  }

  const others = (step) => OUTCOMES.reduce((sum, outcome) => sum + of[outcome](step, seconds), 0);
  const layer = { ...cache, layer: 'deadline', purpose: 'foreground' };
  OUTCOMES.forEach((outcome) => counts('cache_layer_outcomes_total', { ...layer, outcome }, of[outcome]));
  counts('cache_layer_outcomes_total', { ...layer, outcome: 'hit' }, (step) => Math.max(0, of.requests(step, seconds) - others(step)));

  counts('cache_request_duration_seconds_bucket', { ...cache, le: '0.005' }, (step) => of.requests(step, seconds) - of.slow(step, seconds));
  counts('cache_request_duration_seconds_count', cache, of.requests);
  counts('corral_client_retries_total', cache, of.retries);
  counts('cache_miss_total', cache, of.misses);
  counts('cache_swr_stale_serve_total', cache, of.stale);
  histogram('cache_lock_wait_seconds', cache, of.waits, of.wait);
  histogram('cache_rebuild_duration_seconds', cache, of.rebuilds, of.rebuild);
  const queries = (step) => of.found(step, seconds) + of.absent(step, seconds);
  histogram('db_query_duration_seconds', cache, queries, of.query);
  counts('db_query_total', cache, queries);
  counts('cache_events_total', { ...cache, event: 'fenced_out' }, of.fenced);
  counts('cache_events_total', { ...cache, event: 'absent' }, of.absent);
  counts('corral_breaker_state_seconds_total', { ...cache, guards: 'origin', state: 'open' }, of.breakerOpen);
  counts('corral_breaker_state_seconds_total', { ...cache, guards: 'store', state: 'open' }, of.storeBreakerOpen);

  counts('db_query_total', { ...origin, outcome: 'found' }, of.found);
  counts('db_query_total', { ...origin, outcome: 'absent' }, of.absent);
  counts('db_query_duplicate_total', origin, of.duplicates);

  state('up', node, of.up);
  state('corral_store_connected', node, of.connected);
  state('corral_push_live', node, of.push);
  state('cache_node_draining', node, of.draining);
  state('cache_warm_missing_keys', cache, of.warmMissing);
  counts('corral_redis_evicted_keys_total', node, of.evicted);
  state('corral_redis_used_memory_bytes', node, of.usedMemory);
  state('corral_redis_maxmemory_bytes', node, of.maxMemory);
  return all;
}
