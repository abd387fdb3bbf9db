import { lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, NODE, peak, recorded } from '../parts/queries.js';
import { LIMITS } from '../parts/limits.js';
import { above, below, noLimit } from '../parts/thresholds.js';

/** An empty store: everything is a miss. */
export const coldStart = (): Panel[] => [
  lines({
    title: 'Hit ratio',
    shows: 'The share of requests that a cache answered: near cache, shared store, or a stale entry.',
    healthy: `above ${LIMITS.hitRatio * 100} %.`,
    todo: 'a fall to 0 on all caches at once: the store was emptied. Load the most read keys: ./corral ctl warm CACHE KEY.',
    heading: 'gate',
    alerts: ['CorralHitRatioBurn', 'CorralColdStart'],
    unit: 'percentunit',
    width: 8,
    max: 1,
    thresholds: above(LIMITS.hitRatio),
    queries: [{ expr: `min by (cache) (min_over_time(${recorded('hit_ratio:ratio_short')}[$__interval:1s]))`, legend: '{{cache}}' }],
    noValue: 'no requests',
  }),
  lines({
    title: 'Requests and misses',
    shows: 'Requests of all selected caches, and those that the shared store did not answer.',
    healthy: 'misses are far below requests.',
    todo: 'both lines are equal: the store is empty or cannot be read. Bound the loads first: ./corral ctl gate LOADS.',
    heading: 'ladder',
    alerts: ['CorralColdStart'],
    unit: 'reqps',
    width: 8,
    thresholds: noLimit,
    queries: [
      { expr: `sum(${peak('requests:rate_short')})`, legend: 'requests' },
      { expr: `sum(${peak('misses:rate_short')})`, legend: 'misses' },
    ],
    noValue: 'no requests',
  }),
  lines({
    title: 'Warm keys that are missing',
    shows: 'Keys of the warm list (corral.warm.keys) that are not loaded yet. A node is not ready until it is 0 or the limit has passed.',
    healthy: '0.',
    todo: 'if it stays, the origin does not answer these keys: row "Slow or dead origin". Do not cut traffic over.',
    heading: 'gate',
    alerts: ['CorralWarmupStuck'],
    unit: 'suffix: keys',
    width: 8,
    thresholds: below(1),
    queries: [{ expr: `max by (cache) (cache_warm_missing_keys{${CACHE_ON_NODE}})`, legend: '{{cache}}' }],
    noValue: 'no warm list',
  }),
  lines({
    title: 'Gate at the start',
    shows: 'Permits of the gate in use, and loads that wait for one, summed over the nodes.',
    healthy: 'in use below the limit; nothing is queued.',
    todo: 'a full gate during a cold start is its purpose. Raise it only if the origin has spare capacity: ./corral ctl gate LOADS.',
    heading: 'ladder',
    unit: 'suffix: loads',
    width: 24,
    height: 6,
    thresholds: noLimit,
    queries: [
      { expr: `sum(corral_gate_permits_in_use{${NODE}})`, legend: 'in use' },
      { expr: `sum(corral_gate_queued{${NODE}})`, legend: 'queued' },
      { expr: `sum(corral_gate_permits{${NODE}})`, legend: 'permits', limit: true },
    ],
  }),
];
