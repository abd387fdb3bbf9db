import { perSecond, periodic } from './flows.mjs';

/** The cases of the period finder: keys that expire together at a TTL above the shortest one, and a flat rate. */

const SECOND = 1_000;
const LAGS = { '10s': 10, '30s': 30, '60s': 60, '300s': 300 };
/** The period of the herd, by the shortest TTL. */
const PERIODS = { '10s': 60, '60s': 300, '300s': 300 };
/** Twice the longest lag, and the longest window of the score. */
const LENGTH = 30 * 60 * SECOND;
/** The scores need no evaluation at each scrape. */
const LEAST_EVALUATION = 2.5 * SECOND;

/** Returns the cases for a TTL, with their length in steps of the given milliseconds. */
export function cases(ttl, millis) {
  const steps = Math.ceil(LENGTH / millis);
  const period = PERIODS[ttl];
  const shortest = LAGS[ttl];
  const lags = Object.keys(LAGS);
  const absent = lags.filter((lag) => LAGS[lag] < shortest);
  const low = lags.filter((lag) => LAGS[lag] >= shortest && LAGS[lag] < period);
  return {
    steps,
    evaluation: Math.max(millis, Math.ceil(LEAST_EVALUATION / millis) * millis),
    cases: [
      {
        name: 'period',
        changes: { found: periodic(0, Math.round((period * SECOND) / millis), 50) },
        high: [`${period}s`],
        low,
        absent,
      },
      { name: 'no-period', changes: { found: perSecond(5) }, high: [], low: lags, absent },
    ],
  };
}
