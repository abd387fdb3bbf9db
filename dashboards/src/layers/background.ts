import { lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, rate } from '../parts/queries.js';
import { noLimit } from '../parts/thresholds.js';

/** Loads that no caller waits for. */
export const background = (): Panel[] => [
  lines({
    title: 'Loads by purpose',
    shows: 'Queries by purpose: foreground (a caller waits), refresh (an entry past its TTL is served meanwhile), early_refresh (XFetch, before the TTL ends).',
    healthy: 'with swr or XFetch nearly no foreground.',
    todo: 'only foreground although the stack has swr: entries are read less often than once per TTL and stale limit, or refreshes are refused.',
    heading: 'ladder',
    unit: 'suffix:q/s',
    width: 12,
    stacked: true,
    thresholds: noLimit,
    queries: [{ expr: rate('purpose', 'cache_layer_requests_total', `${CACHE_ON_NODE}, layer="origin"`), legend: '{{purpose}}' }],
    noValue: 'no loads',
  }),
  lines({
    title: 'Refreshes that failed or were refused',
    shows: 'Refreshes that did not store a new entry. Their entries stay stale.',
    healthy: '0.',
    todo: 'the origin fails or the gate is full: row "Slow or dead origin" of the board "Stampede".',
    heading: 'triage',
    alerts: ['CorralStaleShareHigh'],
    unit: 'reqps',
    width: 12,
    thresholds: noLimit,
    queries: [
      {
        expr: rate(
          'cache, outcome',
          'cache_layer_outcomes_total',
          `${CACHE_ON_NODE}, layer="single-flight", purpose=~"refresh|early_refresh", outcome=~"refused|failed"`,
        ),
        legend: '{{cache}}: {{outcome}}',
      },
    ],
    noValue: 'no refresh failed',
  }),
];
