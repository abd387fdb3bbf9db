import { LIMITS } from '../parts/limits.js';
import { lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, events, peak, recorded } from '../parts/queries.js';
import { spikeLimit } from '../parts/spikes.js';
import { below, noLimit } from '../parts/thresholds.js';

/** The stampede itself: many loads of one key in one process. */
export const hotKeyOfProcess = (): Panel[] => [
  lines({
    title: 'Origin queries',
    shows:
      'Queries that the origin received, in windows of a quarter of the shortest TTL. A stampede is a sawtooth: one spike at each end of the TTL. ' +
      `The dashed line is ${LIMITS.spikeFactor} times the rate between the spikes and at least ${LIMITS.spikeQueries} queries in a window, of the cache where this is lowest; the alert needs two spikes above it.`,
    healthy: 'a flat line below the dashed one.',
    todo: 'add single-flight and the lock to the cache: ./corral ctl stack CACHE --with single-flight,lock.',
    heading: 'ladder',
    alerts: ['CorralOriginSpikes'],
    unit: 'suffix:q/s',
    width: 12,
    spiky: true,
    thresholds: noLimit,
    queries: [{ expr: peak('origin_queries:rate_short'), legend: '{{cache}}' }, spikeLimit],
    noValue: 'no queries',
  }),
  lines({
    title: 'Misses',
    shows:
      'Requests that no stored entry, near or shared, answered without a load, in the same short windows, and over a whole TTL. ' +
      `The dashed line is ${LIMITS.missFactor} times the steady state, of the cache where this is lowest: the alert fires when the rate over a TTL is above it.`,
    healthy: 'a flat line below the dashed one.',
    todo: 'spikes here and in "Origin queries": no layer joins the loads. Spikes here alone: the layers work, and callers wait (row "The wait").',
    heading: 'verdict',
    alerts: ['CorralMissRateHigh'],
    unit: 'reqps',
    width: 12,
    spiky: true,
    thresholds: noLimit,
    queries: [
      { expr: peak('misses:rate_short'), legend: '{{cache}}' },
      { expr: `max by (cache) (${recorded('misses:rate_ttl')})`, legend: '{{cache}}: over a TTL' },
      {
        expr: `${LIMITS.missFactor} * min(clamp_min(${recorded('misses:p50_long')}, ${LIMITS.missFloor}))`,
        legend: 'limit',
        limit: true,
      },
    ],
    noValue: 'no misses',
  }),
  lines({
    title: 'Misses of one key in one second',
    shows: 'The most misses of a single key within a second, on the node with the most, in the last 30 seconds. It separates one hot key from many keys.',
    healthy: 'below 10 without single-flight; with single-flight the number is the herd that the layer absorbs.',
    todo: 'find the key: ./corral ctl hot CACHE.',
    heading: 'triage',
    unit: 'none',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: `max by (cache) (corral_concurrent_misses{${CACHE_ON_NODE}})`, legend: '{{cache}}' }],
    noValue: 'no misses',
  }),
  lines({
    title: 'Largest flight',
    shows: 'The most callers that one load answered, in the last 30 seconds. Each of them would have been a query without single-flight.',
    healthy: 'any number, as long as "Origin queries" is flat. 0 during spikes of misses: the cache has no single-flight.',
    todo: 'if it is 0 during spikes, add the layer: ./corral ctl stack CACHE --with single-flight.',
    heading: 'ladder',
    unit: 'suffix:callers',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: `max by (cache) (corral_largest_flight{${CACHE_ON_NODE}})`, legend: '{{cache}}' }],
    noValue: 'no flights',
  }),
  lines({
    title: 'Flights that were full',
    shows: 'Requests that joined no flight because the registry or the flight was full, and callers whose deadline passed in a flight.',
    healthy: '0.',
    todo: 'the origin is slower than the deadline of callers: row "Slow or dead origin".',
    heading: 'triage',
    unit: 'eps',
    width: 8,
    spiky: true,
    thresholds: below(1),
    queries: [{ expr: events('flights_full|caller_expired|flight_expired'), legend: '{{cache}}: {{event}}' }],
    noValue: 'no flights',
  }),
];
