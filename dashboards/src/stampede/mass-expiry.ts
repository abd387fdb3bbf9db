import { LIMITS } from '../parts/limits.js';
import { lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, peak, recorded } from '../parts/queries.js';
import { spikeLimit } from '../parts/spikes.js';
import { below, noLimit } from '../parts/thresholds.js';

/** Keys that were written together expire together. */
export const massExpiry = (): Panel[] => [
  lines({
    title: 'Origin queries: peak, p99 and median',
    shows: 'The highest rate of the last two TTLs, the 99th percentile and the median over twelve TTLs.',
    healthy: 'the three lines are close together.',
    todo: 'a peak far above the median while "Misses of one key in one second" is low: many keys expire at once. Spread them: ./corral ctl stack CACHE --with jitter.',
    heading: 'ladder',
    alerts: ['CorralOriginSpikes', 'CorralMissRateHigh'],
    unit: 'suffix:q/s',
    width: 12,
    thresholds: noLimit,
    queries: [
      { expr: peak('origin_queries:max_settle'), legend: '{{cache}}: peak' },
      { expr: `max by (cache) (${recorded('origin_queries:p99_long')})`, legend: '{{cache}}: p99' },
      { expr: `max by (cache) (${recorded('origin_queries:p50_long')})`, legend: '{{cache}}: median' },
      spikeLimit,
    ],
    noValue: 'no queries',
  }),
  lines({
    title: 'Loads in progress, by cache',
    shows: 'Loads of different keys that are in progress at the same time on all nodes.',
    healthy: 'low and flat.',
    todo: 'spikes one TTL apart: keys that were written together expire together. The period finder names the TTL.',
    heading: 'verdict',
    unit: 'suffix:loads',
    width: 12,
    spiky: true,
    thresholds: noLimit,
    queries: [
      {
        expr: `sum by (cache) (max_over_time(cache_layer_in_flight{${CACHE_ON_NODE}, layer="origin"}[$__interval:1s]))`,
        legend: '{{cache}}',
      },
    ],
  }),
  lines({
    title: 'Queries in progress and queued at the origin',
    shows: 'Queries that the origin executes, and those that wait for a worker of the origin.',
    healthy: 'nothing is queued.',
    todo: 'a queue at each boundary: the herd is larger than the origin; add jitter, and bound the loads: ./corral ctl gate LOADS.',
    heading: 'ladder',
    unit: 'none',
    width: 12,
    spiky: true,
    thresholds: noLimit,
    queries: [
      { expr: 'sum(max_over_time(db_query_in_flight{namespace=~"$namespace", job="corral-origin"}[$__interval:1s]))', legend: 'in progress' },
      { expr: 'sum(max_over_time(db_query_queued{namespace=~"$namespace", job="corral-origin"}[$__interval:1s]))', legend: 'queued' },
    ],
    noValue: 'origin not scraped',
  }),
  lines({
    title: 'Queries of the highest spike',
    shows: `The queries of the highest spike in the last two TTLs, on top of twice the rate between the spikes. The alert needs more than ${LIMITS.spikeQueries}, twice.`,
    healthy: `below ${LIMITS.spikeQueries}.`,
    todo: 'divide it by "Misses of one key in one second" and by the number of nodes: about 1 is one hot key, far more are many keys.',
    heading: 'triage',
    alerts: ['CorralOriginSpikes'],
    unit: 'none',
    width: 12,
    decimals: 0,
    thresholds: below(LIMITS.spikeQueries),
    queries: [{ expr: peak('origin_queries:excess_settle'), legend: '{{cache}}' }],
    noValue: 'no queries',
  }),
];
