/** @typedef {import('./types').Query} Query */

/**
 * A moment at which a key's TTL runs out, as the origin observes it: a group of the key's queries that begin less than
 * half a TTL after its first query. The group is empty for a boundary without queries, which is assumed if the next
 * group begins more than one and a half TTLs after the last answer of this one. A TTL begins with an answer, however
 * long the origin took for it.
 * @typedef {{ firstMicros: number, queries: Query[] }} Boundary
 */

/**
 * Returns all boundaries in one key's queries, in order.
 * @param {import('./ledger.js').Ledger} ledger
 * @param {number} ttlMs
 * @returns {Boundary[]}
 */
export function boundaries(ledger, ttlMs) {
  const ttlMicros = ttlMs * 1_000;
  /** @type {Boundary[]} */
  const found = [];
  for (const query of ledger.queries) {
    const last = found[found.length - 1];
    const sinceMicros = last ? query.startMicros - last.firstMicros : Infinity;
    if (sinceMicros < ttlMicros / 2) {
      last.queries.push(query);
      continue;
    }
    if (last && query.startMicros - lastEndMicros(last) > (ttlMicros * 3) / 2) {
      found.push({ firstMicros: query.startMicros - ttlMicros, queries: [] });
    }
    found.push({ firstMicros: query.startMicros, queries: [query] });
  }
  return found;
}

/** @param {Boundary} boundary */
function lastEndMicros({ firstMicros, queries }) {
  return Math.max(firstMicros, ...queries.map((query) => query.startMicros + query.durationMicros));
}

/**
 * Returns the boundaries that count. The first one is left out, because it may have begun before the run, and so is one
 * that the end of the run may have cut short.
 * @param {import('./ledger.js').Ledger} ledger
 * @param {number} ttlMs
 * @param {number} runMs
 * @returns {Boundary[]}
 */
export function counted(ledger, ttlMs, runMs) {
  const endMicros = (runMs - ttlMs / 2) * 1_000;
  return boundaries(ledger, ttlMs)
    .slice(1)
    .filter((boundary) => boundary.firstMicros < endMicros);
}
