/** @typedef {import('./types').Query} Query */

/** The queries that the origin received, in the order of their arrival. Everything here is counted, not timed. */
export class Ledger {
  /** @param {Query[]} queries */
  constructor(queries) {
    this.queries = [...queries].sort((one, other) => one.startMicros - other.startMicros);
  }

  /**
   * Parses newline-delimited JSON, as the origin returns it.
   * @param {string} lines
   */
  static parse(lines) {
    return new Ledger(
      lines
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line)),
    );
  }

  /** @param {(query: Query) => boolean} which */
  where(which) {
    return new Ledger(this.queries.filter(which));
  }

  /** @param {string} key */
  of(key) {
    return this.where((query) => query.key === key);
  }

  /**
   * Returns the queries that began in a span, relative to the start of the span.
   * @param {number} fromMicros
   * @param {number} toMicros
   */
  within(fromMicros, toMicros) {
    const inside = this.where(({ startMicros }) => startMicros >= fromMicros && startMicros < toMicros);
    return new Ledger(inside.queries.map((query) => ({ ...query, startMicros: query.startMicros - fromMicros })));
  }

  /** Returns the queries without the first one for each key, which fills it. */
  again() {
    const filled = new Set();
    return this.where(({ key }) => filled.size === filled.add(key).size);
  }

  get size() {
    return this.queries.length;
  }

  /** @returns {string[]} the nodes that sent queries, in order */
  nodes() {
    return [...new Set(this.queries.map((query) => query.node))].sort();
  }

  /** @returns {Map<string, number>} the number of queries for each key */
  byKey() {
    const counts = new Map();
    this.queries.forEach(({ key }) => counts.set(key, (counts.get(key) ?? 0) + 1));
    return counts;
  }

  /**
   * Returns the largest number of queries that begin within any span of this length.
   * @param {number} spanMicros
   */
  peak(spanMicros) {
    let peak = 0;
    let first = 0;
    this.queries.forEach((query, last) => {
      while (query.startMicros - this.queries[first].startMicros >= spanMicros) {
        first++;
      }
      peak = Math.max(peak, last - first + 1);
    });
    return peak;
  }

  /** The number of queries that began while another query for the same key was in progress. */
  duplicates() {
    const busyUntil = new Map();
    let duplicates = 0;
    for (const { key, startMicros, durationMicros } of this.queries) {
      const until = busyUntil.get(key) ?? 0;
      duplicates += startMicros < until ? 1 : 0;
      busyUntil.set(key, Math.max(until, startMicros + durationMicros));
    }
    return duplicates;
  }

  /** The shortest time between the beginnings of two queries for one key; Infinity if no key has two. */
  closestMicros() {
    const last = new Map();
    let closest = Infinity;
    for (const { key, startMicros } of this.queries) {
      closest = Math.min(closest, startMicros - (last.get(key) ?? -Infinity));
      last.set(key, startMicros);
    }
    return closest;
  }

  /** Whether the origin's queue was ever full. */
  overflowed() {
    return this.queries.some((query) => query.outcome === 'refused');
  }

  /** The median duration of the queries that were answered; 0 if there are none. */
  medianMicros() {
    const spans = this.queries.filter(({ outcome }) => outcome !== 'refused').map((query) => query.durationMicros);
    return spans.sort((one, other) => one - other)[spans.length >> 1] ?? 0;
  }
}
