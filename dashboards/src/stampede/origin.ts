import { breakers } from '../parts/breakers.js';
import { LIMITS } from '../parts/limits.js';
import { lines, type Panel, states } from '../parts/panels.js';
import { CACHE_ON_NODE, events, NODE, peak, rate, recorded } from '../parts/queries.js';
import { below, noLimit } from '../parts/thresholds.js';

/** The origin is slow or does not answer. */
export const origin = (): Panel[] => [
  lines({
    title: 'Rebuild p99 and its limit',
    shows: 'The 99th percentile of the time that nodes wait for the query of a rebuild, over the last two TTLs. The dashed line is the value above which the alert fires, of the cache where this is lowest.',
    healthy: 'below the dashed line.',
    todo: 'serve what is stored: ./corral ctl stack CACHE --with swr,stale-if-error. Then look at the origin itself.',
    heading: 'ladder',
    alerts: ['CorralOriginSlow'],
    unit: 's',
    width: 8,
    thresholds: noLimit,
    queries: [
      { expr: `max by (cache) (${recorded('query:p99_settle')})`, legend: '{{cache}}' },
      {
        expr: `clamp_min(${LIMITS.slowFactor} * min(${recorded('query:p50_long')}), ${LIMITS.slowFloor})`,
        legend: 'limit',
        limit: true,
      },
    ],
    noValue: 'no queries',
  }),
  breakers('origin', {
    title: 'Circuit breakers of the origin',
    shows: 'The state of the breaker of each cache on each node. An open breaker refuses loads at once.',
    healthy: 'closed.',
    todo: 'open: the origin fails. Serve entries past their stale limit for longer: ./corral ctl stale CACHE --if-error 10m.',
    heading: 'ladder',
    alerts: ['CorralBreakerOpen'],
    width: 8,
  }),
  lines({
    title: 'Refused requests',
    shows: 'Requests that were refused with 503 and Retry-After, because the gate was full, the lock was not granted, or a breaker is open.',
    healthy: '0.',
    todo: 'for longer than a minute: the origin cannot serve the load. Do not raise the gate; see the section about metastable failure.',
    heading: 'metastable',
    alerts: ['CorralShedding'],
    unit: 'reqps',
    width: 8,
    thresholds: below(LIMITS.refused),
    queries: [{ expr: peak('refused:rate_short'), legend: '{{cache}}' }],
    noValue: 'no requests',
  }),
  lines({
    title: 'Gate: permits in use and queue',
    shows: 'Loads in progress (permits in use) and loads that wait, by node. The dashed line is the limit of a node.',
    healthy: 'in use below the limit; nothing is queued.',
    todo: 'full for minutes: the origin is slow. A smaller gate protects it: ./corral ctl gate LOADS.',
    heading: 'ladder',
    alerts: ['CorralShedding'],
    unit: 'suffix:loads',
    width: 8,
    thresholds: noLimit,
    queries: [
      { expr: `max by (instance) (max_over_time(corral_gate_permits_in_use{${NODE}}[$__interval:1s]))`, legend: '{{instance}}: in use' },
      { expr: `max by (instance) (max_over_time(corral_gate_queued{${NODE}}[$__interval:1s]))`, legend: '{{instance}}: queued' },
      { expr: `max(corral_gate_permits{${NODE}})`, legend: 'permits', limit: true },
    ],
  }),
  lines({
    title: 'Failed requests and stale answers in their place',
    shows: 'Requests that failed, and requests that were answered from an entry past its stale limit because the load failed (stale-if-error).',
    healthy: '0.',
    todo: 'failed without stale_if_error: the layer is missing. ./corral ctl stack CACHE --with stale-if-error.',
    heading: 'ladder',
    alerts: ['CorralAvailabilityBurn'],
    unit: 'reqps',
    width: 8,
    thresholds: below(1),
    queries: [
      {
        expr: rate('cache', 'cache_layer_outcomes_total', `${CACHE_ON_NODE}, layer="deadline", purpose="foreground", outcome="failed"`),
        legend: '{{cache}}: failed',
      },
      { expr: events('stale_if_error'), legend: '{{cache}}: {{event}}' },
    ],
    noValue: 'no failures',
  }),
  states({
    title: 'Origin reachable',
    shows: 'Whether each node can open a connection to the origin.',
    healthy: 'yes on all nodes.',
    todo: 'no on all nodes: the origin is down. No on one node: its network; the readiness data of the node and its log name the cause.',
    heading: 'triage',
    alerts: ['CorralBreakerOpen'],
    width: 8,
    states: [
      { value: 0, text: 'no', color: 'red' },
      { value: 1, text: 'yes', color: 'green' },
    ],
    queries: [{ expr: `min by (instance) (cache_origin_reachable{${NODE}})`, legend: '{{instance}}' }],
    noValue: 'no node scraped',
  }),
  lines({
    title: 'Time of a query at the origin',
    shows: 'The 99th percentile and the median of query durations, measured by the origin for queries that a worker executed.',
    healthy: 'as before the incident.',
    todo: 'slow here: the origin itself. Fast here and slow in "Rebuild p99 and its limit": queries wait for a worker or for the network.',
    heading: 'triage',
    alerts: ['CorralOriginSlow'],
    unit: 's',
    width: 12,
    thresholds: noLimit,
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (le) (rate(db_query_duration_seconds_bucket{namespace=~"$namespace", job="corral-origin"}[$__rate_interval])))`,
        legend: 'p99',
      },
      {
        expr: `histogram_quantile(0.5, sum by (le) (rate(db_query_duration_seconds_bucket{namespace=~"$namespace", job="corral-origin"}[$__rate_interval])))`,
        legend: 'median',
      },
    ],
    noValue: 'origin not scraped',
  }),
  lines({
    title: 'Queries by outcome',
    shows: 'Queries that ended at the origin, by outcome.',
    healthy: 'found, and a few absent.',
    todo: 'failed, refused or cancelled: the origin is broken, full, or slower than the limit of a load.',
    heading: 'triage',
    unit: 'suffix:q/s',
    width: 12,
    thresholds: noLimit,
    queries: [
      { expr: `sum by (outcome) (rate(db_query_total{namespace=~"$namespace", cache=~"$cache", job="corral-origin"}[$__rate_interval]))`, legend: '{{outcome}}' },
    ],
    noValue: 'origin not scraped',
  }),
];
