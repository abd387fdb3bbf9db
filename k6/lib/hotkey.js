import { origin } from './metrics.js';
import { perBoundary } from './promises.js';
import { submetric } from './summary.js';

/** A generous duration of a load of the origin. */
const LOAD_MS = 500;
const ONE_A_NODE = 'single-flight';

/**
 * Returns the acceptance criteria as thresholds on the queries to the origin.
 * @param {string[]} caches
 * @param {number} nodes
 * @param {number} wanted the least number of boundaries
 * @returns {Record<string, string[]>}
 */
export function thresholdsOfBoundaries(caches, nodes, wanted) {
  return Object.fromEntries(
    caches.flatMap((cache) => [
      [submetric('origin_queries_per_boundary', { cache }), ['min>=1', `max<=${cache === ONE_A_NODE ? nodes : 1}`]],
      [submetric('boundaries_counted', { cache }), [`count>=${wanted}`]],
    ]),
  );
}

/**
 * @param {import('./types').View} view
 * @param {string} key
 */
export function measureBoundaries(view, key) {
  for (const part of view.parts) {
    const tags = { cache: part.cache };
    perBoundary(part, key).forEach((queries) => {
      origin.queriesPerBoundary.add(queries, tags);
      origin.boundariesCounted.add(1, tags);
    });
  }
}

/**
 * Checks whether the run is long enough. Only a node knows the TTL, and k6 needs the duration before it can query a
 * node.
 * @param {import('./stack.js').Stack[]} stacks
 * @param {string} key
 * @param {number} wanted the least number of boundaries
 * @param {number} forMs
 * @returns {string | undefined} an error message that names what to change
 */
export function enoughTime(stacks, key, wanted, forMs) {
  for (const stack of stacks) {
    const ttlMs = stack.ttlMs(key);
    if (!(ttlMs > 0)) {
      return `cache ${stack.cache} stores no rows, so it has no boundaries to count: name a cache that does`;
    }
    const neededMs = (wanted + 1) * (ttlMs + LOAD_MS) + ttlMs / 2;
    if (forMs < neededMs) {
      const short = `DURATION=${forMs / 1_000}s is too short for ${wanted} boundaries of ${key} under ${stack.cache}`;
      return `${short}, whose TTL is ${ttlMs / 1_000}s: set DURATION=${Math.ceil(neededMs / 1_000)}s, or lower BOUNDARIES`;
    }
  }
  return undefined;
}
