// The cost of a boundary of the hot key at the origin: one query per node for process scope, one query in total for
// fleet scope.
import { inTurn, steady } from './lib/arrivals.js';
import { Fleet } from './lib/fleet.js';
import { enoughTime, measureBoundaries, thresholdsOfBoundaries } from './lib/hotkey.js';
import { Parameters } from './lib/parameters.js';
import { ofBoundaries } from './lib/promises.js';
import { hotRead, lag, presence } from './lib/read.js';
import { run } from './lib/run.js';
import { scopesFiles } from './lib/scopesreport.js';

const given = new Parameters(__ENV);
const SCOPES = given.caches('SCOPES', 'single-flight,lock,swr'); // caches, loaded one after another
const KEY = given.text('KEY', 'hot');
const RATE = given.count('RATE', 150); // reads per second of that key, in all
const USERS = given.count('USERS', 2 * RATE, 20_000); // the most concurrent reads: a response may take 2 s
const BOUNDARIES = given.count('BOUNDARIES', 5, 1_000); // the least number to count, for each cache
const DURATION = given.span('DURATION', '45s'); // of the load of each cache

const fleet = new Fleet(given);
const parts = inTurn(SCOPES, DURATION);

export const { options, setup, teardown, handleSummary } = run({
  script: 'scopes',
  given,
  fleet,
  parts,
  hot: KEY,
  scenarios: steady(parts, RATE, USERS),
  thresholds: thresholdsOfBoundaries(SCOPES, fleet.replicas, BOUNDARIES),
  refuse: (stacks) => enoughTime(stacks, KEY, BOUNDARIES, DURATION),
  measure: (view) => measureBoundaries(view, KEY),
  judge: (view) => view.parts.flatMap((part) => ofBoundaries(part, KEY, view.replicas, BOUNDARIES)),
  files: scopesFiles({ hot: KEY, rate: RATE, boundaries: BOUNDARIES }),
});

export function read(/** @type {import('./lib/types').Start} */ start) {
  lag(RATE);
  hotRead(fleet, start, KEY);
  presence(fleet, start);
}
