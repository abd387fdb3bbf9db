// Repeated reads of ids that do not exist: with negative entries, the origin is not queried again.
import exec from 'k6/execution';
import { inTurn, steady } from './lib/arrivals.js';
import { Fleet } from './lib/fleet.js';
import { origin } from './lib/metrics.js';
import { Parameters } from './lib/parameters.js';
import { check } from './lib/promises.js';
import { lag, read as readKey } from './lib/read.js';
import { run } from './lib/run.js';

const given = new Parameters(__ENV);
const CACHE = given.cache('CACHE', 'negative'); // the control is CACHE=swr
const BASELINE = given.cache('BASELINE', 'jitter');
const NEGATIVE_TTL = given.span('NEGATIVE_TTL', '5s'); // the TTL by which CACHE is judged, also if it has none
const KEYS = given.count('KEYS', 50); // absent ids
const RATE = given.count('RATE', 100); // reads per second, of one id after another
const USERS = given.count('USERS', 2 * RATE, 20_000); // the most concurrent reads: a response may take 2 s
const DURATION = given.span('DURATION', '16s'); // of the load of each cache
const LEAST_OF_TTL = 0.8;

const fleet = new Fleet(given);
const parts = inTurn([BASELINE, CACHE], DURATION);

export const { options, setup, teardown, handleSummary } = run({
  script: 'missing-keys',
  given,
  fleet,
  parts,
  scenarios: steady(parts, RATE, USERS),
  thresholds: { closest_queries_ms: [`min>=${LEAST_OF_TTL * NEGATIVE_TTL}`] },
  refuse: (stacks) => {
    const own = stacks[1].negativeTtlMs;
    return own > 0 && own !== NEGATIVE_TTL
      ? `NEGATIVE_TTL=${NEGATIVE_TTL / 1_000}s must be the negative TTL of cache ${CACHE}: set NEGATIVE_TTL=${own / 1_000}s`
      : undefined;
  },
  measure: ({ parts: [, part] }) => origin.closestQueries.add(Math.min(part.ledger.closestMicros() / 1_000, DURATION)),
  judge: ({ parts: [, part] }) => {
    const closestMs = part.ledger.closestMicros() / 1_000;
    const leastMs = LEAST_OF_TTL * NEGATIVE_TTL;
    const seen = closestMs === Infinity ? 'never twice' : `${closestMs.toFixed(1)} ms`;
    return [
      check(
        part,
        'closest two queries of one absent id',
        `at least ${leastMs.toFixed(1)} ms apart`,
        seen,
        part.ledger.size > 0 && closestMs >= leastMs,
      ),
    ];
  },
});

export function read(/** @type {import('./lib/types').Start} */ start) {
  lag(RATE);
  readKey(fleet, `absent-${start.id}-${exec.scenario.iterationInTest % KEYS}`, { name: 'absent', status: 404 });
}
