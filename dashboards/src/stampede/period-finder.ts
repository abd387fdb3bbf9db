import { MARKS } from '../parts/limits.js';
import { bars, lines, type Panel } from '../parts/panels.js';
import { recorded } from '../parts/queries.js';
import { below } from '../parts/thresholds.js';

const score = recorded('period_score');

/** Which TTL has the key class that causes the spikes? */
export const periodFinder = (): Panel[] => [
  lines({
    title: 'Score by lag',
    shows:
      'How well the origin query rate agrees with itself one lag earlier (autocorrelation): 1 is a perfect repetition, 0 is none. ' +
      'The smallest lag with a high score is the TTL of the keys that expire together.',
    healthy: 'low at every lag.',
    todo: 'look for the caches and prefixes with this TTL, then for the key: ./corral ctl hot CACHE.',
    heading: 'triage',
    alerts: ['CorralOriginSpikes'],
    unit: 'percentunit',
    width: 16,
    max: 1,
    thresholds: below(MARKS.period),
    queries: [{ expr: `max by (cache, lag) (${score})`, legend: '{{cache}}: {{lag}}' }],
    noValue: 'fewer data than two lags',
  }),
  bars({
    title: 'Score by lag, now',
    shows: 'The highest score of the selected caches at each lag.',
    healthy: 'short bars.',
    todo: 'the longest bar is the TTL. A multiple of the TTL has a high score too: of equally long bars, read the smallest lag.',
    heading: 'triage',
    alerts: ['CorralOriginSpikes'],
    unit: 'percentunit',
    width: 8,
    max: 1,
    thresholds: below(MARKS.period),
    queries: [{ expr: `max by (lag) (${score})`, legend: '{{lag}}', instant: true }],
    noValue: 'fewer data than two lags',
  }),
];
