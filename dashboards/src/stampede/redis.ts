import { breakers } from '../parts/breakers.js';
import { LIMITS } from '../parts/limits.js';
import { lines, type Panel, states } from '../parts/panels.js';
import { events, NODE, rate } from '../parts/queries.js';
import { below, noLimit } from '../parts/thresholds.js';

const connected = [
  { value: 0, text: 'no', color: 'red' },
  { value: 1, text: 'yes', color: 'green' },
];

/** The alert fires at the first evicted key: a rate of one key in a quarter of an hour is above this. */
const ANY = 0.001;

/** The maxmemory of Redis, and nothing if none is set. */
const maxmemory = `corral_redis_maxmemory_bytes{${NODE}} > 0`;

/** Redis is slow, full or does not respond. */
export const redis = (): Panel[] => [
  states({
    title: 'Redis connected',
    shows: 'Whether each node is connected to Redis.',
    healthy: 'yes on all nodes.',
    todo: 'no on all nodes: start Redis; the nodes connect by themselves. Until then single-flight and the gate protect the origin. Do not restart the nodes.',
    heading: 'triage',
    alerts: ['CorralRedisDown'],
    width: 8,
    states: connected,
    queries: [{ expr: `min by (instance) (corral_store_connected{${NODE}})`, legend: '{{instance}}' }],
    noValue: 'no node scraped',
  }),
  states({
    title: 'Pushes of changes arrive',
    shows: 'Whether each node receives the pushes that invalidate its near cache and wake its waiting requests.',
    healthy: 'yes on all nodes.',
    todo: 'no: near entries are not used, and waits end by a timer. The connection is opened again by itself; if not, look at the log of the node.',
    heading: 'triage',
    alerts: ['CorralPushLost'],
    width: 8,
    states: connected,
    queries: [{ expr: `min by (instance) (corral_push_live{${NODE}})`, legend: '{{instance}}' }],
    noValue: 'no node scraped',
  }),
  breakers('store', {
    title: 'Circuit breakers of Redis',
    shows: 'The state of the breaker of each cache on each node. While it is open, requests load without the store.',
    healthy: 'closed.',
    todo: 'open while Redis is connected: Redis is slow. Look at its memory and its slow log.',
    heading: 'triage',
    alerts: ['CorralRedisDown'],
    width: 8,
  }),
  lines({
    title: 'Memory of Redis',
    shows: `Memory that Redis uses as a share of its maxmemory; 0 % with the name "no maxmemory is set" if there is none. The alert fires at ${LIMITS.redisMemory * 100} %.`,
    healthy: `below ${LIMITS.redisMemory * 100} %.`,
    todo: 'raise maxmemory, or store fewer rows. Never FLUSHALL: that is a cold start.',
    heading: 'never',
    alerts: ['CorralRedisEvicting'],
    unit: 'percentunit',
    width: 8,
    thresholds: below(LIMITS.redisMemory),
    queries: [
      {
        expr: `max(corral_redis_used_memory_bytes{${NODE}}) / max(${maxmemory})`,
        legend: 'used',
      },
      { expr: `0 * max(corral_redis_used_memory_bytes{${NODE}}) unless max(${maxmemory})`, legend: 'no maxmemory is set' },
    ],
    noValue: 'no data: Redis is not readable',
  }),
  lines({
    title: 'Keys that Redis evicted',
    shows: 'Keys that Redis removed before their TTL to free memory.',
    healthy: '0.',
    todo: 'evictions are misses that no TTL explains. Raise maxmemory.',
    heading: 'triage',
    alerts: ['CorralRedisEvicting'],
    unit: 'suffix:keys/s',
    width: 8,
    thresholds: below(ANY),
    queries: [{ expr: `max(rate(corral_redis_evicted_keys_total{${NODE}}[$__rate_interval]))`, legend: 'evicted' }],
    noValue: 'Redis not readable',
  }),
  lines({
    title: 'Reads and writes of the store that failed',
    shows: 'Requests that loaded because Redis could not be read, and writes, locks and invalidations that Redis did not accept.',
    healthy: '0.',
    todo: 'with "Redis connected" no: Redis is down. With yes: Redis refuses commands or times out; the log of a node names the cause.',
    heading: 'triage',
    alerts: ['CorralRedisDown'],
    unit: 'eps',
    width: 8,
    thresholds: below(1),
    queries: [{ expr: events('store_read_failed|store_write_failed'), legend: '{{cache}}: {{event}}' }],
    noValue: 'no failures',
  }),
  lines({
    title: 'Pending invalidations',
    shows: 'Written keys whose invalidation Redis has not accepted yet, by node. Other nodes can serve the old row until it is accepted.',
    healthy: '0.',
    todo: 'they are retried by themselves once Redis responds. If events "invalidation_dropped" are counted, old rows live until their TTL ends.',
    heading: 'triage',
    unit: 'suffix:keys',
    width: 12,
    thresholds: below(1),
    queries: [{ expr: `max by (instance) (cache_pending_invalidations{${NODE}})`, legend: '{{instance}}' }],
  }),
  lines({
    title: 'Origin queries, by node',
    shows: 'Queries that the origin received, by the node that sent them, at any time. While Redis is down, each node loads for itself.',
    healthy: 'as usual; while Redis is down, up to one query for each node and key at a time.',
    todo: 'if it rises with the traffic while Redis is down, bound it: ./corral ctl gate LOADS.',
    heading: 'ladder',
    unit: 'suffix:q/s',
    width: 12,
    thresholds: noLimit,
    queries: [{ expr: rate('node', 'db_query_total', 'namespace=~"$namespace", cache=~"$cache", job="corral-origin"'), legend: '{{node}}' }],
    noValue: 'origin not scraped',
  }),
];
