import { lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, NODE, rate } from '../parts/queries.js';
import { noLimit } from '../parts/thresholds.js';

/** The shared store, as its nodes see it. */
export const redisOfFleet = (): Panel[] => [
  lines({
    title: 'Memory of Redis',
    shows: 'Memory that Redis uses, and its maxmemory as a dashed line (no line: none is set). The nodes read both with INFO.',
    healthy: 'below 95 % of maxmemory.',
    todo: 'at the limit Redis evicts keys or refuses writes. Raise maxmemory. Never FLUSHALL.',
    heading: 'never',
    alerts: ['CorralRedisEvicting'],
    unit: 'bytes',
    width: 8,
    thresholds: noLimit,
    queries: [
      { expr: `max(corral_redis_used_memory_bytes{${NODE}})`, legend: 'used' },
      { expr: `max(corral_redis_maxmemory_bytes{${NODE}} > 0)`, legend: 'maxmemory', limit: true },
    ],
    noValue: 'Redis not readable',
  }),
  lines({
    title: 'Clients of Redis',
    shows: 'Connections to Redis, those of other programs included.',
    healthy: 'steady: a few for each node.',
    todo: 'rises without an end: a program opens connections and does not close them.',
    heading: 'triage',
    unit: 'none',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: `max(corral_redis_connected_clients{${NODE}})`, legend: 'clients' }],
    noValue: 'Redis not readable',
  }),
  lines({
    title: 'Time in the store layers',
    shows: 'The mean time of a request in the layer lookup and the layers inside it, by node.',
    healthy: 'about a millisecond for hits.',
    todo: 'equal on all nodes: Redis or the origin is slow. One node: its network.',
    heading: 'triage',
    alerts: ['CorralRedisDown'],
    unit: 's',
    width: 8,
    thresholds: noLimit,
    queries: [
      {
        expr: `${rate('instance', 'cache_layer_duration_seconds_sum', `${CACHE_ON_NODE}, layer="lookup"`)} / (${rate('instance', 'cache_layer_duration_seconds_count', `${CACHE_ON_NODE}, layer="lookup"`)} > 0)`,
        legend: '{{instance}}',
      },
    ],
    noValue: 'no requests',
  }),
];
