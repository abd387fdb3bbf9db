import { LIMITS } from '../parts/limits.js';
import { lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, peak, rate } from '../parts/queries.js';
import { below, noLimit } from '../parts/thresholds.js';

/** Rows that do not exist are never stored without negative entries. */
export const missingKeys = (): Panel[] => [
  lines({
    title: 'Queries for absent rows',
    shows: 'Queries that the origin answered with "absent", by cache.',
    healthy: 'near 0, and below 10 % of the requests: an absent row is queried once in the lifetime of its negative entry.',
    todo: 'store absence: ./corral ctl stack CACHE --with negative. Then find who reads ids that do not exist: ./corral ctl hot CACHE.',
    heading: 'ladder',
    alerts: ['CorralMissingKeyStorm'],
    unit: 'suffix:q/s',
    width: 12,
    thresholds: below(LIMITS.absent),
    queries: [{ expr: peak('absent_answers:rate_short'), legend: '{{cache}}' }],
    noValue: 'no queries for absent rows',
  }),
  lines({
    title: 'Answers from negative entries',
    shows: 'Requests that a stored negative entry answered: queries that the origin did not receive.',
    healthy: 'any number; it is the number of reads of absent rows.',
    todo: '0 while "Queries for absent rows" is high: the cache stores no negative entries.',
    heading: 'ladder',
    unit: 'reqps',
    width: 12,
    thresholds: noLimit,
    queries: [{ expr: rate('cache', 'corral_negative_hits_total', CACHE_ON_NODE), legend: '{{cache}}' }],
    noValue: 'no negative entries',
  }),
];
