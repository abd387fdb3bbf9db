import http from 'k6/http';
import exec from 'k6/execution';
import { cacheStatus } from './cachestatus.js';
import { isRowOf } from './client.js';
import { reads } from './metrics.js';
import { Phase } from './phase.js';
import { Stack } from './stack.js';

const LATE_MS = 50;
/** A prime number, so that these reads go to each target in turn. */
const PRESENCE_EVERY = 47;
const LOAD_MS = 1_000;

/** @type {Record<string, Phase>} */
const phases = {};

/**
 * Sends one read to this iteration's cache and counts it. A request that may still be repeated is of another kind, so that
 * only the result of the read counts as its failure.
 * @param {import('./fleet.js').Fleet} fleet
 * @param {string} key
 * @param {{ window?: 'boundary' | 'steady', status?: number, name?: string }} [how] name is the common tag of many keys
 */
export function read(fleet, key, { window = 'steady', status = 200, name = key } = {}) {
  const cache = exec.scenario.name;
  const sentMs = Date.now();
  const { answer, retries } = fleet.client.read((headers, last) =>
    http.get(fleet.url(exec.scenario.iterationInTest, cache, key), {
      headers,
      tags: { cache, window, kind: last ? 'read' : 'attempt', name: `${cache}/${name}` },
      timeout: fleet.client.timeoutMs,
      responseCallback: http.expectedStatuses(status),
    }),
  );
  const receivedMs = Date.now();
  const said = cacheStatus(answer.headers['Cache-Status']);
  reads.count.add(1, { cache, window });
  reads.duration.add(retries === 0 ? answer.timings.duration : receivedMs - sentMs, { cache, window });
  const failed = answer.status !== status || said.kind === 'unknown';
  reads.errors.add(failed, { cache });
  reads.goodput.add(!failed && fleet.client.inTime(receivedMs - sentMs) && isRowOf(answer.body, key), { cache });
  reads.retries.add(retries, { cache });
  reads.served.add(['near', 'fresh', 'stale'].includes(said.kind), { cache });
  reads.waited.add(said.kind === 'waited', { cache });
  reads.stale.add(said.kind === 'stale', { cache });
  reads.near.add(said.kind === 'near', { cache });
  return { said, sentMs, receivedMs };
}

/**
 * Reads the hot key, with a tag for the window of the read.
 * @param {import('./fleet.js').Fleet} fleet
 * @param {import('./types').Start} start
 * @param {string} key
 */
export function hotRead(fleet, start, key) {
  const phase = (phases[exec.scenario.name] ??= phaseOf(start, key));
  const { said, sentMs, receivedMs } = read(fleet, key, { window: phase.window(Date.now()) });
  phase.saw(said, sentMs, receivedMs);
}

/**
 * Occasionally reads a key that nobody has read yet, over the same connection. The origin thus observes each loaded
 * node, even if the lock lets only one of them query the hot key.
 * @param {import('./fleet.js').Fleet} fleet
 * @param {import('./types').Start} start
 */
export function presence(fleet, start) {
  const { name: cache, iterationInTest: at } = exec.scenario;
  if (at % PRESENCE_EVERY === 0) {
    http.get(fleet.url(at, cache, `presence-${start.id}-${at}`), {
      tags: { cache, kind: 'presence', name: `${cache}/presence` },
      timeout: fleet.client.timeoutMs,
    });
  }
}

/**
 * Records how late this iteration begins, compared with the fixed rate of its scenario.
 * @param {number} rate
 */
export function lag(rate) {
  const { name: cache, iterationInTest, startTime } = exec.scenario;
  const lagMs = Math.max(0, Date.now() - startTime - (iterationInTest * 1_000) / rate);
  reads.lag.add(lagMs, { cache });
  reads.late.add(lagMs > LATE_MS, { cache });
}

/**
 * @param {import('./types').Start} start
 * @param {string} key
 */
function phaseOf(start, key) {
  const description = start.descriptions.find((each) => each.cache === exec.scenario.name);
  return new Phase(description ? new Stack(description).shortestTtlMs(key) : NaN, LOAD_MS);
}
