import { LIMITS } from '../parts/limits.js';
import { lines, type Panel } from '../parts/panels.js';
import { CACHE, NAMESPACE, peak, rate, recorded } from '../parts/queries.js';
import { below, noLimit } from '../parts/thresholds.js';

const total = (rule: string) => `sum(${peak(rule)})`;

/** The trigger is over, and the load that clients repeat keeps the service down. */
export const metastable = (): Panel[] => [
  lines({
    title: 'Offered load, goodput, retries and refusals',
    shows: 'Requests that reached the nodes, those that were answered, those that clients repeated, and those that were refused. The dashed line is half of the offered load.',
    healthy: 'goodput is equal to the offered load.',
    todo: 'goodput below the dashed line, retries high and the offered load normal: shed first (./corral ctl shed CACHE on), cut retries, then restore the load in steps.',
    heading: 'metastable',
    alerts: ['CorralMetastable'],
    unit: 'reqps',
    width: 12,
    thresholds: noLimit,
    queries: [
      { expr: total('requests:rate_short'), legend: 'offered' },
      { expr: total('goodput:rate_short'), legend: 'goodput' },
      { expr: total('retries:rate_short'), legend: 'retries' },
      { expr: total('refused:rate_short'), legend: 'refused' },
      { expr: `${LIMITS.goodput} * ${total('requests:rate_short')}`, legend: 'limit', limit: true },
    ],
    noValue: 'no requests',
  }),
  lines({
    title: 'Share of retries',
    shows: 'Requests with Corral-Attempt 2 or more, as a share of all requests of the cache.',
    healthy: 'below a few per cent.',
    todo: 'find the clients that repeat without a limit and stop them; adding nodes does not help.',
    heading: 'metastable',
    alerts: ['CorralMetastable'],
    unit: 'percentunit',
    width: 12,
    thresholds: below(LIMITS.retries),
    queries: [
      {
        expr: `max by (cache) (${recorded('retries:rate_short')} / (${recorded('requests:rate_short')} > 0))`,
        legend: '{{cache}}',
      },
    ],
    noValue: 'no requests',
  }),
  lines({
    title: 'Retries at the origin',
    shows: 'Queries of requests that clients had repeated, by cache.',
    healthy: '0.',
    todo: 'this load does no new work. Shed until it is 0, then restore the load in steps.',
    heading: 'metastable',
    unit: 'suffix:q/s',
    width: 12,
    thresholds: below(1),
    queries: [{ expr: rate('cache', 'db_query_retries_total', `${CACHE}, job="corral-origin"`), legend: '{{cache}}' }],
    noValue: 'no retries',
  }),
  lines({
    title: 'Results of a load generator',
    shows: 'Requests of ./corral drill or of a load test, by result.',
    healthy: 'good only.',
    todo: 'nothing, if no load test runs. During a drill: late and failed requests end with the herd.',
    heading: 'metastable',
    unit: 'reqps',
    width: 12,
    thresholds: noLimit,
    queries: [
      { expr: `sum by (result) (rate(corral_load_requests_total{${NAMESPACE}, cache=~"$cache"}[$__rate_interval]))`, legend: '{{result}}' },
      { expr: `sum(rate(corral_load_retries_total{${NAMESPACE}, cache=~"$cache"}[$__rate_interval]))`, legend: 'retries' },
    ],
    noValue: 'no load test runs',
  }),
];
