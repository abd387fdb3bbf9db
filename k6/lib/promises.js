import { boundaries, counted } from './boundary.js';

/** @typedef {import('./types').Seen} Seen */
/** @typedef {import('./types').Check} Check */

/**
 * @param {{ cache: string }} part
 * @param {string} name a short description of the promise
 * @param {string} promised the bound
 * @param {string | number} seen the number
 * @param {boolean} kept
 * @returns {Check}
 */
export function check(part, name, promised, seen, kept) {
  return { rung: part.cache, name, promised, seen: String(seen), kept };
}

/**
 * Returns the number of queries at each boundary that counts.
 * @param {Seen} part
 * @param {string} key
 */
export function perBoundary(part, key) {
  return counted(part.ledger.of(key), part.stack.ttlMs(key), part.forMs).map((boundary) => boundary.queries.length);
}

/**
 * Checks the cost of a boundary of the hot key: one query per node for process scope, one query in total for fleet
 * scope. A cache with neither scope is judged by the limit of the fleet scope, as a control.
 * @param {Seen} part
 * @param {string} key
 * @param {number} nodes
 * @param {number} wanted the least number of boundaries
 * @returns {Check[]}
 */
export function ofBoundaries(part, key, nodes, wanted) {
  const counts = perBoundary(part, key);
  const enough = check(part, 'counted boundaries', `at least ${wanted}`, counts.length, counts.length >= wanted);
  const each = (/** @type {string} */ promised, /** @type {(queries: number) => boolean} */ holds) =>
    check(part, 'hot-key queries per boundary', promised, `[${counts.join(', ')}]`, counts.length > 0 && counts.every(holds));
  if (part.stack.scope !== 'process') {
    return [enough, each('exactly 1 each', (queries) => queries === 1)];
  }
  const exact = counts.filter((queries) => queries === nodes).length;
  return [
    enough,
    each(`never more than ${nodes}`, (queries) => queries >= 1 && queries <= nodes),
    check(part, `boundaries with exactly ${nodes} queries`, `more than half of ${counts.length}`, exact, exact * 2 > counts.length),
  ];
}

/**
 * Checks the time between two queries for a key. A key with fewer than two queries proves nothing.
 * @param {Seen} part
 * @param {string} key
 * @param {number} leastMs
 * @param {string} bound the limit in words
 */
export function wellApart(part, key, leastMs, bound) {
  const closestMs = part.ledger.of(key).closestMicros() / 1_000;
  const seen = closestMs === Infinity ? 'never twice' : `${closestMs.toFixed(1)} ms`;
  return check(
    part,
    'closest two hot-key queries',
    `at least ${bound}, ${leastMs.toFixed(1)} ms, apart`,
    seen,
    closestMs >= leastMs && closestMs !== Infinity,
  );
}

/**
 * Checks the queries of each node for a key: what nodes promise that lose their connections to Redis. A node sends one query
 * at a time, and keeps the row for a second. It is connected again within two seconds, so that a short span has at most two
 * of these queries, and one for a boundary.
 * @param {Seen} part
 * @param {string} key
 * @param {number} spanMs
 * @returns {Check[]}
 */
export function onePerNode(part, key, spanMs) {
  const queries = part.ledger.of(key);
  const nodes = queries.nodes().map((node) => queries.where((query) => query.node === node));
  const duplicates = nodes.reduce((sum, node) => sum + node.duplicates(), 0);
  const most = Math.max(0, ...nodes.map((node) => node.peak(spanMs * 1_000)));
  return [
    check(part, 'hot-key queries during another one of the same node', '0', duplicates, nodes.length > 0 && duplicates === 0),
    check(part, `hot-key queries of a node within ${spanMs.toFixed(1)} ms`, 'at most 3', most, most >= 1 && most <= 3),
  ];
}

/**
 * @param {{ cache: string }} part
 * @param {import('./types').Readers} readers
 * @param {boolean} overflowed
 */
export function noErrors(part, readers, overflowed) {
  const seen = readers.errors + (overflowed ? ', overflow' : '');
  return check(part, 'errors', '0, and no overflow at the origin', seen, readers.errors === 0 && !overflowed);
}

/**
 * @param {{ cache: string }} part
 * @param {import('./types').Readers} readers
 */
export function nobodyWaits(part, readers) {
  const waited = Math.round(readers.waited * readers.requests);
  return check(part, 'reads of existing rows that waited for a load', '0', waited, waited === 0);
}

/**
 * Returns how often the key's entry was missed in total, including boundaries that do not count.
 * @param {Seen} part
 * @param {string} key
 */
export function needed(part, key) {
  return boundaries(part.ledger.of(key), part.stack.ttlMs(key)).length;
}
