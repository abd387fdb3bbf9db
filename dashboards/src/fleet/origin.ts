import { lines, type Panel } from '../parts/panels.js';
import { CACHE, CACHE_ON_NODE, NAMESPACE, quantile, rate } from '../parts/queries.js';
import { noLimit } from '../parts/thresholds.js';

const ORIGIN = `${NAMESPACE}, job="corral-origin"`;

/** The service that the caches protect. */
export const originOfFleet = (): Panel[] => [
  lines({
    title: 'Queries by node',
    shows: 'Queries that the origin received, by the node that sent them. The rate is averaged; spikes are in the board "Stampede".',
    healthy: 'a small share of the requests.',
    todo: 'equal to the requests: the caches absorb nothing; row "Cold start" of the board "Stampede".',
    heading: 'triage',
    unit: 'suffix:q/s',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: rate('node', 'db_query_total', `${CACHE}, job="corral-origin"`), legend: '{{node}}' }],
    noValue: 'origin not scraped',
  }),
  lines({
    title: 'Queries in progress',
    shows: 'Queries in progress at the origin, and those of them that wait for a worker.',
    healthy: 'nothing waits.',
    todo: 'queries wait for minutes: the origin is the bottleneck; make the gate smaller (./corral ctl gate LOADS).',
    heading: 'ladder',
    unit: 'none',
    width: 8,
    thresholds: noLimit,
    queries: [
      { expr: `sum(db_query_in_flight{${ORIGIN}})`, legend: 'in progress' },
      { expr: `sum(db_query_queued{${ORIGIN}})`, legend: 'queued' },
    ],
    noValue: 'origin not scraped',
  }),
  lines({
    title: 'Time of queries, as the nodes see it',
    shows: 'The 99th percentile of queries by cache, from the request to the end of the response.',
    healthy: 'as before the incident.',
    todo: 'row "Slow or dead origin" of the board "Stampede".',
    heading: 'triage',
    alerts: ['CorralOriginSlow'],
    unit: 's',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: quantile(0.99, 'cache', 'db_query_duration_seconds', CACHE_ON_NODE), legend: '{{cache}}' }],
    noValue: 'no queries',
  }),
];
