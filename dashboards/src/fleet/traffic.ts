import { lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, NODE, rate } from '../parts/queries.js';
import { noLimit } from '../parts/thresholds.js';

/** Golden signal 1. */
export const traffic = (): Panel[] => [
  lines({
    title: 'Requests by node',
    shows: 'Requests that each node answered or refused.',
    healthy: 'equal shares.',
    todo: 'one node with a larger share: the load balancer keeps connections, or a hot client uses one node.',
    heading: 'triage',
    unit: 'reqps',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: rate('instance', 'cache_request_duration_seconds_count', CACHE_ON_NODE), legend: '{{instance}}' }],
    noValue: 'no requests',
  }),
  lines({
    title: 'Requests by cache',
    shows: 'The offered load of each cache.',
    healthy: 'as usual for this time of the day.',
    todo: 'a rise that no product event explains: look at the retries (row "Metastable" of the board "Stampede").',
    heading: 'metastable',
    unit: 'reqps',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: rate('cache', 'cache_request_duration_seconds_count', CACHE_ON_NODE), legend: '{{cache}}' }],
    noValue: 'no requests',
  }),
  lines({
    title: 'Responses that nodes ended',
    shows: 'Responses and connections that a node ended because of its clients, by reason.',
    healthy: '0.',
    todo: 'the reasons are explained in docs/metrics.md. pressure: clients read too slowly for the memory of the node.',
    heading: 'triage',
    unit: 'eps',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: rate('reason', 'cache_clients_ended_total', NODE), legend: '{{reason}}' }],
    noValue: 'none',
  }),
];
