// Keys that no cache holds, each read by many readers at once: one query per key with the lock, one per node without
// it.
import exec from 'k6/execution';
import { burst, inTurn } from './lib/arrivals.js';
import { Fleet } from './lib/fleet.js';
import { origin } from './lib/metrics.js';
import { Parameters } from './lib/parameters.js';
import { check } from './lib/promises.js';
import { read as readKey } from './lib/read.js';
import { run } from './lib/run.js';
import { submetric } from './lib/summary.js';

const given = new Parameters(__ENV);
const CACHE = given.cache('CACHE', 'lock'); // the control is CACHE=naive
const BASELINE = given.cache('BASELINE', 'single-flight');
const READERS = given.count('READERS', 30, 1_000); // for each key, during one load of the origin
const RATE = given.count('RATE', 300); // reads per second at the peak of the burst
const USERS = given.count('USERS', 2 * RATE, 20_000); // the most concurrent reads: a response may take 2 s
const DURATION = given.span('DURATION', '5s'); // of the load of each cache
const KEYS = 10; // the least number to count

const fleet = new Fleet(given);
const parts = inTurn([BASELINE, CACHE], DURATION);

/** The number of queries for each key. */
function perKey(/** @type {import('./lib/types').Seen} */ part) {
  return [...part.ledger.byKey().values()];
}

/** Checks the largest number of queries for a key; every key in the ledger has at least one. */
function atMost(/** @type {import('./lib/types').Seen} */ part, /** @type {number} */ bound) {
  const counts = perKey(part);
  const most = Math.max(0, ...counts);
  return check(
    part,
    `queries of each of ${counts.length} cold keys`,
    `at most ${bound}`,
    `at most ${most}`,
    counts.length >= KEYS && most <= bound,
  );
}

export const { options, setup, teardown, handleSummary } = run({
  script: 'cold-start',
  given,
  fleet,
  parts,
  scenarios: burst(parts, RATE, USERS),
  thresholds: {
    [submetric('origin_queries_per_key', { cache: CACHE })]: ['max<=1'],
    [submetric('origin_queries_per_key', { cache: BASELINE })]: [`max<=${fleet.replicas}`],
    [submetric('keys_counted', { cache: CACHE })]: [`count>=${KEYS}`],
  },
  measure: (view) =>
    view.parts.forEach((part) =>
      perKey(part).forEach((queries) => {
        origin.queriesPerKey.add(queries, { cache: part.cache });
        origin.keysCounted.add(1, { cache: part.cache });
      }),
    ),
  judge: (view) => [atMost(view.parts[0], view.replicas), atMost(view.parts[1], 1)],
});

export function read(/** @type {import('./lib/types').Start} */ start) {
  readKey(fleet, `product-${start.id}-${Math.floor(exec.scenario.iterationInTest / READERS)}`, { name: 'product' });
}
