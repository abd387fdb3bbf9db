import { LIMITS } from '../parts/limits.js';
import { histogram, lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, quantile, rate, recorded } from '../parts/queries.js';
import { below, noLimit } from '../parts/thresholds.js';

const waits = `max by (cache) (${recorded('lock_wait:p99_ttl')})`;

/** One query for the fleet, and every caller waits for it. */
export const wait = (): Panel[] => [
  lines({
    title: 'Lock wait and rebuild, p99',
    shows: 'How long requests of the last TTL waited for another node to load the key, and how long a load of the same cache usually lasts: the 99th percentile of each. A cache is drawn while its requests wait.',
    healthy: 'the wait of a cache is at most as long as its rebuild.',
    todo: 'longer, and the mean above its limit: a lock holder is dead or paused. Its lease ends by itself; find the node in the board "Fleet".',
    heading: 'triage',
    alerts: ['CorralLockWaitLong'],
    unit: 's',
    width: 12,
    thresholds: noLimit,
    queries: [
      { expr: waits, legend: '{{cache}}: wait' },
      { expr: `max by (cache) (${recorded('rebuild:p99_long')}) and on (cache) ${waits}`, legend: '{{cache}}: rebuild' },
    ],
    noValue: 'no request waited for the lock',
  }),
  lines({
    title: 'Mean lock wait and its limit',
    shows: `The mean wait for the lock in the last TTL. The dashed line is ${LIMITS.lockWait} usual mean rebuilds, of the cache where this is lowest.`,
    healthy: 'below the dashed line: a follower waits for a part of one rebuild.',
    todo: 'above it, a follower waits for more than one rebuild: the holder of the lock is dead or paused. Wait for the end of its lease.',
    heading: 'triage',
    alerts: ['CorralLockWaitLong'],
    unit: 's',
    width: 12,
    thresholds: noLimit,
    queries: [
      { expr: `max by (cache) (${recorded('lock_wait:mean_ttl')})`, legend: '{{cache}}' },
      { expr: `${LIMITS.lockWait} * min(${recorded('rebuild:mean_long')})`, legend: 'limit', limit: true },
    ],
    noValue: 'no cache has the lock',
  }),
  lines({
    title: 'Callers wait',
    shows: 'The 99th percentile and the median of the time that callers waited for an answer.',
    healthy: '99 % below 5 ms. Spikes one TTL apart: callers wait for the load of a hot key.',
    todo: 'serve stale entries during the load: ./corral ctl stack CACHE --with swr.',
    heading: 'ladder',
    alerts: ['CorralLatencyBurn'],
    unit: 's',
    width: 12,
    spiky: true,
    thresholds: noLimit,
    queries: [
      { expr: quantile(0.99, 'cache', 'cache_request_duration_seconds', CACHE_ON_NODE), legend: '{{cache}}: p99' },
      { expr: quantile(0.5, 'cache', 'cache_request_duration_seconds', CACHE_ON_NODE), legend: '{{cache}}: median' },
    ],
    noValue: 'no requests',
  }),
  lines({
    title: 'Stale answers',
    shows: 'The share of answers of the last TTL from entries past their TTL.',
    healthy: 'a few per cent: stale answers are the cost of not waiting.',
    todo: 'a large share for longer than a load: refreshes fail or are too slow; look at the row "Slow or dead origin".',
    heading: 'triage',
    alerts: ['CorralStaleShareHigh'],
    unit: 'percentunit',
    width: 12,
    thresholds: below(LIMITS.stale),
    queries: [{ expr: `max by (cache) (${recorded('stale_share:ratio_ttl')})`, legend: '{{cache}}' }],
    noValue: 'no requests',
  }),
  lines({
    title: 'Refreshes',
    shows: 'Loads that no caller waits for: refreshes of stale entries, and early refreshes (XFetch) before the TTL ends.',
    healthy: 'about one per key and TTL.',
    todo: 'none although stale answers are served: the cache has no swr, or its refreshes are refused by the gate.',
    heading: 'ladder',
    unit: 'reqps',
    width: 12,
    spiky: true,
    thresholds: noLimit,
    queries: [
      {
        expr: rate('cache, purpose', 'cache_layer_requests_total', `${CACHE_ON_NODE}, layer="origin", purpose=~"refresh|early_refresh"`),
        legend: '{{cache}}: {{purpose}}',
      },
    ],
    noValue: 'no refreshes',
  }),
  histogram({
    title: 'Rebuild duration',
    shows: 'How long loads last: the darker, the more loads. XFetch begins a refresh earlier when loads last longer.',
    healthy: 'one narrow band.',
    todo: 'a second band above it: the origin is slow for some keys or some of the time; row "Slow or dead origin".',
    heading: 'triage',
    unit: 's',
    width: 12,
    thresholds: noLimit,
    queries: [
      {
        expr: `sum by (le) (increase(cache_rebuild_duration_seconds_bucket{${CACHE_ON_NODE}}[$__rate_interval]))`,
        legend: '{{le}}',
        format: 'heatmap',
      },
    ],
    noValue: 'no loads',
  }),
];
