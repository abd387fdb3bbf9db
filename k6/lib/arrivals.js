/** Enough connections to reach every node behind one load-balanced address. */
const LEAST_USERS = 60;
const GAP_MS = 6_000;

/** @typedef {import('./types').Part} Part */

/**
 * Returns parts in which the caches are loaded one after another, with a pause between them.
 * @param {string[]} caches
 * @param {number} forMs
 * @returns {Part[]}
 */
export function inTurn(caches, forMs) {
  return caches.map((cache, at) => ({ cache, atMs: at * (forMs + GAP_MS), forMs }));
}

/**
 * Returns scenarios of an open model: reads begin at a fixed rate, however many are still unanswered.
 * @param {Part[]} parts
 * @param {number} rate reads per second
 * @param {number} users the largest number of concurrent reads; further reads are dropped
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
 * Returns scenarios of an open model that rises from zero to the full rate within the first tenth of the time.
 * @param {Part[]} parts
 * @param {number} rate reads per second
 * @param {number} users the largest number of concurrent reads
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
 * Returns scenarios of a closed model: each user sends its next read as soon as the last one is answered.
 * @param {Part[]} parts
 * @param {number} users
 */
export function closed(parts, users) {
  return named(parts, ({ forMs }) => ({ executor: /** @type {const} */ ('constant-vus'), vus: users, duration: `${forMs}ms` }));
}

/**
 * Returns a scenario of an open model for each cache.
 * @template T
 * @param {Part[]} parts
 * @param {number} wanted the number of users
 * @param {(part: Part) => T} pace
 */
function scenarios(parts, wanted, pace) {
  const users = Math.max(LEAST_USERS, wanted);
  return named(parts, (part) => ({ ...pace(part), preAllocatedVUs: users, maxVUs: users }));
}

/**
 * Returns a scenario for each cache, with the name of the cache.
 * @template T
 * @param {Part[]} parts
 * @param {(part: Part) => T} load
 */
function named(parts, load) {
  return Object.fromEntries(
    parts.map((part) => [
      part.cache,
      {
        ...load(part),
        exec: 'read',
        startTime: `${part.atMs}ms`,
        gracefulStop: '5s',
        tags: { cache: part.cache },
      },
    ]),
  );
}
