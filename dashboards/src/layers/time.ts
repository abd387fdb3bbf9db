import { lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, rate } from '../parts/queries.js';
import { noLimit } from '../parts/thresholds.js';

/** Where requests spend their time. */
export const time = (): Panel[] => [
  lines({
    title: 'Mean time in each layer',
    shows: 'The mean time of a request in the layer and the layers inside it.',
    healthy: 'lookup about a millisecond; the layers behind it as long as a query.',
    todo: 'lock far above fill: requests wait for another node. gate far above timeout: loads wait for a permit.',
    heading: 'triage',
    unit: 's',
    width: 12,
    thresholds: noLimit,
    queries: [
      {
        expr: `${rate('layer', 'cache_layer_duration_seconds_sum', CACHE_ON_NODE)} / (${rate('layer', 'cache_layer_duration_seconds_count', CACHE_ON_NODE)} > 0)`,
        legend: '{{layer}}',
      },
    ],
    noValue: 'no requests',
  }),
  lines({
    title: 'In progress in each layer',
    shows: 'Requests in progress in the layer and the layers inside it, summed over the nodes.',
    healthy: 'low.',
    todo: 'single-flight high and origin low: callers wait for few loads. Both high: a herd reaches the origin.',
    heading: 'triage',
    unit: 'suffix:requests',
    width: 12,
    thresholds: noLimit,
    queries: [
      { expr: `sum by (layer) (max_over_time(cache_layer_in_flight{${CACHE_ON_NODE}}[$__interval:1s]))`, legend: '{{layer}}' },
    ],
  }),
];
