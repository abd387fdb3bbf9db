// Keys that are written together expire together, unless their TTLs are spread. This script compares the origin's peak
// load with jitter and without.
import exec from 'k6/execution';
import { inTurn, steady } from './lib/arrivals.js';
import { Fleet } from './lib/fleet.js';
import { origin } from './lib/metrics.js';
import { Parameters } from './lib/parameters.js';
import { check } from './lib/promises.js';
import { lag, read as readKey } from './lib/read.js';
import { run } from './lib/run.js';

const given = new Parameters(__ENV);
const CACHE = given.cache('CACHE', 'jitter'); // the control is CACHE=swr BASELINE=jitter
const BASELINE = given.cache('BASELINE', 'swr');
const KEYS = given.count('KEYS', 60);
const RATE = given.count('RATE', 300); // reads per second, of one key after another
const USERS = given.count('USERS', 2 * RATE, 20_000); // the most concurrent reads: a response may take 2 s
const DURATION = given.span('DURATION', '16s'); // of the load of each cache: more than two TTLs
const THIRD = 1 / 3;

const fleet = new Fleet(given);
const parts = inTurn([BASELINE, CACHE], DURATION);

/** The largest number of queries in any 100 ms after the first round of reads, which writes the keys. */
function peak(/** @type {import('./lib/types').Seen} */ part) {
  return part.ledger.again().peak(100_000);
}

export const { options, setup, teardown, handleSummary } = run({
  script: 'mass-expiry',
  given,
  fleet,
  parts,
  scenarios: steady(parts, RATE, USERS),
  thresholds: { origin_peak_share: [`value<=${THIRD}`] },
  refuse: (stacks) => {
    const short = stacks.find((stack) => !(2 * stack.ttlMs('product-') < DURATION));
    return short && `DURATION=${DURATION / 1_000}s must be longer than two TTLs of ${short.cache}, which must store rows`;
  },
  measure: ({ parts: [before, after] }) => origin.peakShare.add(peak(after) / peak(before)),
  judge: ({ parts: [before, after] }) => [
    check(
      after,
      'peak product-key queries in 100 ms',
      `at most a third of ${peak(before)} on ${before.cache}`,
      peak(after),
      peak(before) > 0 && peak(after) <= peak(before) * THIRD,
    ),
  ],
});

export function read(/** @type {import('./lib/types').Start} */ start) {
  lag(RATE);
  readKey(fleet, `product-${start.id}-${exec.scenario.iterationInTest % KEYS}`, { name: 'product' });
}
