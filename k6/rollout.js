// A rollout, during which Pods are replaced: no read fails, and no two queries for the hot key follow each other
// closely. With SCOPE=node the nodes lose their connections to Redis instead, and each loads the hot key for itself.
import { inTurn, steady } from './lib/arrivals.js';
import { Fleet } from './lib/fleet.js';
import { enoughTime } from './lib/hotkey.js';
import { origin } from './lib/metrics.js';
import { Parameters } from './lib/parameters.js';
import { onePerNode, wellApart } from './lib/promises.js';
import { hotRead, lag } from './lib/read.js';
import { run } from './lib/run.js';

const given = new Parameters(__ENV);
const CACHE = given.cache('CACHE', 'full');
const KEY = given.text('KEY', 'hot');
const RATE = given.count('RATE', 300); // reads per second, over connections that are kept alive
const USERS = given.count('USERS', 4 * RATE, 20_000); // the most concurrent reads: a response may take 4 s meanwhile
const DURATION = given.span('DURATION', '60s'); // longer than the rollout takes
const SCOPE = given.choice('SCOPE', ['fleet', 'node']); // of the promise about queries
const LEAST_OF_TTL = 0.5; // of the shortest TTL that jitter can produce

const fleet = new Fleet(given);
const parts = inTurn([CACHE], DURATION);

export const { options, setup, teardown, handleSummary } = run({
  script: 'rollout',
  given,
  fleet,
  parts,
  hot: KEY,
  everyNode: false, // nodes start and end during the run
  scenarios: steady(parts, RATE, USERS),
  thresholds: SCOPE === 'fleet' ? { closest_queries_of_ttl: [`min>=${LEAST_OF_TTL}`] } : {},
  refuse: (stacks) => enoughTime(stacks, KEY, 2, DURATION),
  measure: (view) => {
    const [{ ledger, stack }] = view.parts;
    const closestMs = ledger.of(KEY).closestMicros() / 1_000;
    if (closestMs === Infinity) {
      return; // no sample, and so no missed threshold; the promise is missed instead
    }
    origin.closestQueries.add(closestMs);
    origin.closestQueriesOfTtl.add(closestMs / stack.shortestTtlMs(KEY));
  },
  judge: (view) =>
    view.parts.flatMap((part) => {
      const leastMs = part.stack.shortestTtlMs(KEY) * LEAST_OF_TTL;
      return SCOPE === 'fleet' ? [wellApart(part, KEY, leastMs, 'half the shortest TTL')] : onePerNode(part, KEY, leastMs);
    }),
});

export function read(/** @type {import('./lib/types').Start} */ start) {
  lag(RATE);
  hotRead(fleet, start, KEY);
}
