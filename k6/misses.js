// Half of the reads are of new keys, while Pods are replaced or added: no read fails, and each new key costs one query.
// With RATE=0 every user sends its next read at once, and the report has the reads per second that the fleet serves.
import exec from 'k6/execution';
import { closed, inTurn, steady } from './lib/arrivals.js';
import { Fleet } from './lib/fleet.js';
import { origin } from './lib/metrics.js';
import { keyOf, isNew, perNewKey } from './lib/mix.js';
import { Parameters } from './lib/parameters.js';
import { check } from './lib/promises.js';
import { lag, read as readKey } from './lib/read.js';
import { run } from './lib/run.js';
import { submetric } from './lib/summary.js';

const given = new Parameters(__ENV);
const CACHE = given.cache('CACHE', 'full'); // the control is CACHE=naive
const RATE = given.count('RATE', 300, 10_000, 0); // reads per second; 0 measures the capacity
const USERS = given.count('USERS', RATE === 0 ? 90 : 4 * RATE, 20_000); // the most concurrent reads
const DURATION = given.span('DURATION', '60s'); // longer than the change of the Pods takes
const KEYS = 10; // the least number of new keys to count

const fleet = new Fleet(given);
const parts = inTurn([CACHE], DURATION);

/** Checks the largest number of queries for a new key; every key in the ledger has at least one. */
function once(/** @type {import('./lib/types').Seen} */ part) {
  const counts = perNewKey(part.ledger);
  const most = counts.reduce((before, each) => Math.max(before, each), 0);
  return check(part, `queries of each of ${counts.length} new keys`, 'at most 1', `at most ${most}`, counts.length >= KEYS && most <= 1);
}

/** Returns the reads per second that were answered correctly and in time. */
function capacity(/** @type {import('./lib/types').Part} */ part, /** @type {import('./lib/types').Readers} */ readers) {
  const perSecond = Math.floor((readers.requests * readers.goodput) / (part.forMs / 1_000));
  return check(part, 'capacity', 'some', `${perSecond} reads/s`, perSecond > 0);
}

export const { options, setup, teardown, handleSummary } = run({
  script: 'misses',
  given,
  fleet,
  parts,
  everyNode: false, // nodes start and end during the run
  scenarios: RATE === 0 ? closed(parts, USERS) : steady(parts, RATE, USERS),
  thresholds: {
    [submetric('origin_queries_per_key', { cache: CACHE })]: ['max<=1'],
    [submetric('keys_counted', { cache: CACHE })]: [`count>=${KEYS}`],
  },
  measure: (view) =>
    view.parts.forEach((part) =>
      perNewKey(part.ledger).forEach((queries) => {
        origin.queriesPerKey.add(queries, { cache: part.cache });
        origin.keysCounted.add(1, { cache: part.cache });
      }),
    ),
  judge: (view) => view.parts.map(once),
  judgeReaders: (part, readers) => (RATE === 0 ? [capacity(part, readers)] : []),
});

export function read(/** @type {import('./lib/types').Start} */ start) {
  if (RATE > 0) {
    lag(RATE);
  }
  const key = keyOf(exec.scenario.iterationInTest, start.id);
  readKey(fleet, key, { name: isNew(key) ? 'new' : 'stored' });
}
