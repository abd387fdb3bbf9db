/** Where one load-balanced address stands for many nodes, so many connections reach them all. */
const LEAST_USERS = 60;
const GAP_MS = 6_000;

/** @typedef {import('./types').Part} Part */

/**
 * Caches loaded one after another, with a rest between them.
 * @param {string[]} caches
 * @param {number} forMs
 * @returns {Part[]}
 */
export function inTurn(caches, forMs) {
  return caches.map((cache, at) => ({ cache, atMs: at * (forMs + GAP_MS), forMs }));
}

/**
 * The open model: reads begin at an even pace, however many are still unanswered.
 * @param {Part[]} parts
 * @param {number} rate reads per second
 * @param {number} users that may wait for an answer at once; one more, and a read is dropped
 */
export function steady(parts, rate, users) {
  return scenarios(parts, users, ({ forMs }) => ({
    executor: /** @type {const} */ ('constant-arrival-rate'),
    rate,
    timeUnit: '1s',
    duration: `${forMs}ms`,
  }));
}

/**
 * The open model: from nothing to the full pace within the first tenth.
 * @param {Part[]} parts
 * @param {number} rate reads per second
 * @param {number} users that may wait for an answer at once
 */
export function burst(parts, rate, users) {
  return scenarios(parts, users, ({ forMs }) => ({
    executor: /** @type {const} */ ('ramping-arrival-rate'),
    startRate: 0,
    timeUnit: '1s',
    stages: [
      { target: rate, duration: `${forMs / 10}ms` },
      { target: rate, duration: `${(forMs * 9) / 10}ms` },
    ],
  }));
}

/**
 * A scenario for each cache, named after it.
 * @template T
 * @param {Part[]} parts
 * @param {number} wanted users
 * @param {(part: Part) => T} pace
 */
function scenarios(parts, wanted, pace) {
  const users = Math.max(LEAST_USERS, wanted);
  return Object.fromEntries(
    parts.map((part) => [
      part.cache,
      {
        ...pace(part),
        exec: 'read',
        startTime: `${part.atMs}ms`,
        preAllocatedVUs: users,
        maxVUs: users,
        gracefulStop: '5s',
        tags: { cache: part.cache },
      },
    ]),
  );
}
