import { histogram, lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, peak, quantile, rate } from '../parts/queries.js';
import { LIMITS } from '../parts/limits.js';
import { below, noLimit } from '../parts/thresholds.js';

/** One query for the fleet, and every caller waits for it. */
export const wait = (): Panel[] => [
  lines({
    title: 'Lock wait and rebuild, p99',
    shows: 'How long requests wait for another node to load the key, and how long a load lasts: the 99th percentile of each in short windows.',
    healthy: 'the wait is at most as long as the rebuild.',
    todo: `a wait of more than ${LIMITS.lockWait} rebuilds: a lock holder is dead or paused. Its lease ends by itself; find the node in the board "Fleet".`,
    heading: 'triage',
    alerts: ['CorralLockWaitLong'],
    unit: 's',
    width: 12,
    thresholds: noLimit,
    queries: [
      { expr: peak('lock_wait:p99_short'), legend: '{{cache}}: wait' },
      { expr: peak('rebuild:p99_short'), legend: '{{cache}}: rebuild' },
    ],
    noValue: 'no loads',
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
    thresholds: noLimit,
    queries: [
      { expr: quantile(0.99, 'cache', 'cache_request_duration_seconds', CACHE_ON_NODE), legend: '{{cache}}: p99' },
      { expr: quantile(0.5, 'cache', 'cache_request_duration_seconds', CACHE_ON_NODE), legend: '{{cache}}: median' },
    ],
    noValue: 'no requests',
  }),
  lines({
    title: 'Stale answers',
    shows: 'The share of answers from entries past their TTL.',
    healthy: 'a few per cent: stale answers are the cost of not waiting.',
    todo: 'a large share for longer than a load: refreshes fail or are too slow; look at the row "Slow or dead origin".',
    heading: 'triage',
    alerts: ['CorralStaleShareHigh'],
    unit: 'percentunit',
    width: 8,
    thresholds: below(LIMITS.stale),
    queries: [{ expr: peak('stale_share:ratio_short'), legend: '{{cache}}' }],
    noValue: 'no requests',
  }),
  lines({
    title: 'Refreshes',
    shows: 'Loads that no caller waits for: refreshes of stale entries, and early refreshes (XFetch) before the TTL ends.',
    healthy: 'about one per key and TTL.',
    todo: 'none although stale answers are served: the cache has no swr, or its refreshes are refused by the gate.',
    heading: 'ladder',
    unit: 'reqps',
    width: 8,
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
    width: 8,
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
