import { histogram, lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, quantile, rate } from '../parts/queries.js';
import { below, noLimit } from '../parts/thresholds.js';

const answered = `${CACHE_ON_NODE}, layer="deadline", purpose="foreground"`;

/** Golden signals 2 and 3. */
export const latencyAndErrors = (): Panel[] => [
  lines({
    title: 'Refused, failed and cancelled requests by node',
    shows: 'Requests without an answer, by node and outcome; cancelled: the caller left before the answer.',
    healthy: '0.',
    todo: 'on all nodes: a dependency. On one node: drain it, and look at its log.',
    heading: 'triage',
    alerts: ['CorralAvailabilityBurn'],
    unit: 'reqps',
    width: 8,
    thresholds: below(1),
    queries: [
      {
        expr: rate('instance, outcome', 'cache_layer_outcomes_total', `${answered}, outcome=~"refused|failed|cancelled"`),
        legend: '{{instance}}: {{outcome}}',
      },
    ],
    noValue: 'no requests',
  }),
  lines({
    title: 'p99 by node',
    shows: 'The 99th percentile of the time that callers of each node waited.',
    healthy: 'below 5 ms, equal on all nodes.',
    todo: 'one node slower than the others: its CPU or its connection to Redis. All nodes: row "The wait" of the board "Stampede".',
    heading: 'triage',
    alerts: ['CorralLatencyBurn'],
    unit: 's',
    width: 8,
    thresholds: below(0.005),
    queries: [{ expr: quantile(0.99, 'instance', 'cache_request_duration_seconds', CACHE_ON_NODE), legend: '{{instance}}' }],
    noValue: 'no requests',
  }),
  histogram({
    title: 'Time of requests',
    shows: 'How long callers waited: the darker, the more requests.',
    healthy: 'one dark band at the bottom.',
    todo: 'a second band at the time of a load: callers wait for loads.',
    heading: 'triage',
    unit: 's',
    width: 8,
    thresholds: noLimit,
    queries: [
      {
        expr: `sum by (le) (increase(cache_request_duration_seconds_bucket{${CACHE_ON_NODE}}[$__rate_interval]))`,
        legend: '{{le}}',
        format: 'heatmap',
      },
    ],
    noValue: 'no requests',
  }),
];
