import { lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, NODE } from '../parts/queries.js';
import { noLimit } from '../parts/thresholds.js';

/** Golden signal 4. */
export const saturation = (): Panel[] => [
  lines({
    title: 'Gate by node',
    shows: 'Permits in use as a share of the permits of the node, and queued loads as a share of the queue.',
    healthy: 'below 100 %.',
    todo: 'at 100 % for minutes: the node refuses loads; row "Slow or dead origin" of the board "Stampede".',
    heading: 'ladder',
    alerts: ['CorralShedding'],
    unit: 'percentunit',
    width: 8,
    thresholds: noLimit,
    queries: [
      { expr: `max by (instance) (corral_gate_permits_in_use{${NODE}} / corral_gate_permits{${NODE}})`, legend: '{{instance}}: permits' },
      { expr: `max by (instance) (corral_gate_queued{${NODE}} / (corral_gate_queue_limit{${NODE}} > 0))`, legend: '{{instance}}: queue' },
    ],
  }),
  lines({
    title: 'Requests in progress by node',
    shows: 'Requests whose callers wait, by node.',
    healthy: 'low: hits do not wait.',
    todo: 'rises without an end: the origin or Redis does not answer; requests end at their deadline.',
    heading: 'triage',
    unit: 'suffix:requests',
    width: 8,
    thresholds: noLimit,
    queries: [
      {
        expr: `sum by (instance) (max_over_time(cache_layer_in_flight{${CACHE_ON_NODE}, layer="deadline"}[$__interval:1s]))`,
        legend: '{{instance}}',
      },
    ],
  }),
  lines({
    title: 'Near cache',
    shows: 'Bytes of the near cache by node.',
    healthy: 'below its limit, and steady.',
    todo: 'the limit is full and events "near_evicted" are counted: the hot keys do not fit; raise the limit of the near cache.',
    heading: 'triage',
    unit: 'bytes',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: `sum by (instance) (corral_near_bytes{${CACHE_ON_NODE}})`, legend: '{{instance}}' }],
    noValue: 'no cache has the near cache',
  }),
  lines({
    title: 'Entries of the near cache',
    shows: 'Entries of the near cache by cache, summed over the nodes.',
    healthy: 'steady.',
    todo: 'falls to 0: pushes were lost; row "Slow or dead Redis" of the board "Stampede".',
    heading: 'triage',
    unit: 'none',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: `sum by (cache) (corral_near_entries{${CACHE_ON_NODE}})`, legend: '{{cache}}' }],
    noValue: 'no cache has the near cache',
  }),
  lines({
    title: 'Bytes of bodies in progress',
    shows: 'Bytes that each node buffers for bodies of responses and uploads; bounded by corral.origin.max-bytes-under-way.',
    healthy: 'far below the limit.',
    todo: 'at the limit: slow clients of large rows. The node ends the slowest ones by itself.',
    heading: 'triage',
    unit: 'bytes',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: `max by (instance) (cache_origin_bytes_under_way{${NODE}})`, legend: '{{instance}}' }],
  }),
  lines({
    title: 'Connections to the origin',
    shows: 'Open connections of each node to the origin.',
    healthy: 'up to the permits of the gate.',
    todo: 'higher on one node: its queries do not end.',
    heading: 'triage',
    unit: 'none',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: `max by (instance) (cache_origin_connections{${NODE}})`, legend: '{{instance}}' }],
  }),
];
