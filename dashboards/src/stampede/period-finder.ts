import { LIMITS, MARKS } from '../parts/limits.js';
import { bars, lines, type Panel } from '../parts/panels.js';
import { CACHE, recorded } from '../parts/queries.js';
import { below } from '../parts/thresholds.js';

/** The lags of the rule, shortest first. */
const LAGS = ['10s', '30s', '60s', '300s'];

const spiking = `max by (cache) (${recorded('origin_queries:excess_settle')}) > ${LIMITS.spikeQueries}`;

/** A cache without spikes has no period; its score is that of noise. */
const whereSpikesAre = (score: string) => `${score} and on (cache) (${spiking})`;

/** Which TTL has the key class that causes the spikes? */
export const periodFinder = (): Panel[] => [
  lines({
    title: 'Score by lag',
    shows:
      'How well the origin query rate agrees with itself one lag earlier (autocorrelation): 1 is a perfect repetition, 0 is none. ' +
      `The smallest lag with a high score is the TTL of the keys that expire together. Only caches with spikes of more than ${LIMITS.spikeQueries} queries are drawn.`,
    healthy: 'no line.',
    todo: 'look for the caches and prefixes with this TTL, then for the key: ./corral ctl hot CACHE.',
    heading: 'triage',
    alerts: ['CorralOriginSpikes'],
    unit: 'percentunit',
    width: 16,
    max: 1,
    thresholds: below(MARKS.period),
    queries: [{ expr: whereSpikesAre(`max by (cache, lag) (${recorded('period_score')})`), legend: '{{cache}}: {{lag}}' }],
    noValue: 'no cache has spikes',
  }),
  bars({
    title: 'Score by lag, now',
    shows: 'The highest score of the caches with spikes at each lag.',
    healthy: 'no bar.',
    todo: 'the longest bar is the TTL. A multiple of the TTL has a high score too: of equally long bars, read the smallest lag.',
    heading: 'triage',
    alerts: ['CorralOriginSpikes'],
    unit: 'percentunit',
    width: 8,
    max: 1,
    thresholds: below(MARKS.period),
    queries: LAGS.map((lag) => ({
      expr: `max(${whereSpikesAre(`max by (cache) (corral:period_score{${CACHE}, lag="${lag}"})`)})`,
      legend: lag,
      instant: true,
    })),
    noValue: 'no cache has spikes',
  }),
];
