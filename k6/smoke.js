// A few seconds of light load: every node responds, sends a Cache-Status header, and reaches the origin.
import { inTurn, steady } from './lib/arrivals.js';
import { Fleet } from './lib/fleet.js';
import { Parameters } from './lib/parameters.js';
import { check } from './lib/promises.js';
import { hotRead, presence } from './lib/read.js';
import { run } from './lib/run.js';

const given = new Parameters(__ENV);
const CACHE = given.cache('CACHE', 'full');
const KEY = given.text('KEY', 'hot');
const RATE = given.count('RATE', 40); // reads per second
const USERS = given.count('USERS', 2 * RATE, 20_000); // the most concurrent reads: a response may take 2 s
const DURATION = given.span('DURATION', '6s');
const HITS = 0.5; // of the reads at least; the control is CACHE=none

const fleet = new Fleet(given);
const parts = inTurn([CACHE], DURATION);

export const { options, setup, teardown, handleSummary } = run({
  script: 'smoke',
  given,
  fleet,
  parts,
  hot: KEY,
  scenarios: steady(parts, RATE, USERS),
  thresholds: { read_served: [`rate>=${HITS}`] },
  measure: () => undefined,
  judge: (view) =>
    view.parts.map((part) =>
      check(part, 'nodes that the origin saw', `at least ${view.replicas}`, view.nodes.join(', '), view.nodes.length >= view.replicas),
    ),
});

export function read(/** @type {import('./lib/types').Start} */ start) {
  hotRead(fleet, start, KEY);
  presence(fleet, start);
}
