// The hot key across the boundaries of its TTL: the queries to the origin, and the latencies of the readers at the
// boundaries and between them.
import { sleep } from 'k6';
import { inTurn, steady } from './lib/arrivals.js';
import { Fleet } from './lib/fleet.js';
import { enoughTime, measureBoundaries, thresholdsOfBoundaries } from './lib/hotkey.js';
import { nodes } from './lib/nodes.js';
import { Parameters } from './lib/parameters.js';
import { nobodyWaits, ofBoundaries } from './lib/promises.js';
import { hotRead, lag, presence } from './lib/read.js';
import { run } from './lib/run.js';

const given = new Parameters(__ENV);
const CACHE = given.cache('CACHE', 'swr'); // the control is CACHE=naive
const KEY = given.text('KEY', 'hot');
const RATE = given.count('RATE', 150); // reads per second
const USERS = given.count('USERS', 2 * RATE, 20_000); // the most concurrent reads: a response may take 2 s
const BOUNDARIES = given.count('BOUNDARIES', 5, 1_000); // the least number to count
const DURATION = given.span('DURATION', '45s');
const NOBODY_WAITS = ['swr', 'jitter', 'negative', 'full']; // caches that serve stale while they refresh

const fleet = new Fleet(given);
const parts = inTurn([CACHE], DURATION);

/** Fills the key and waits, so that the load begins half a TTL before a boundary. */
function align() {
  const ttlMs = nodes(fleet).ttlMs(CACHE, KEY);
  const freshMs = nodes(fleet).fill(CACHE, KEY);
  sleep(Math.max(0, freshMs - ttlMs / 2) / 1_000);
}

export const { options, setup, teardown, handleSummary } = run({
  script: 'boundary',
  given,
  fleet,
  parts,
  hot: KEY,
  scenarios: steady(parts, RATE, USERS),
  thresholds: {
    ...thresholdsOfBoundaries([CACHE], fleet.replicas, BOUNDARIES),
    ...(NOBODY_WAITS.includes(CACHE) ? { read_waited: ['rate==0'] } : {}),
  },
  refuse: (stacks) => enoughTime(stacks, KEY, BOUNDARIES, DURATION),
  align,
  measure: (view) => measureBoundaries(view, KEY),
  judgeReaders: (part, readers) => (NOBODY_WAITS.includes(CACHE) ? [nobodyWaits(part, readers)] : []),
  judge: (view) => view.parts.flatMap((part) => ofBoundaries(part, KEY, view.replicas, BOUNDARIES)),
});

export function read(/** @type {import('./lib/types').Start} */ start) {
  lag(RATE);
  hotRead(fleet, start, KEY);
  presence(fleet, start);
}
