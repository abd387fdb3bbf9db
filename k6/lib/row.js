import { counted } from './boundary.js';
import { needed } from './promises.js';

const PEAK_SPAN_MICROS = 100_000;

/**
 * Returns the line of one cache in the table, with the names that the lab uses. The numbers about the origin are
 * counted in its ledger; those about readers are from k6's summary.
 * @param {import('./types').Seen} part
 * @param {string} hot the key whose boundaries count
 * @param {import('./types').Readers} readers
 * @param {(node: string) => string} [named] returns the name of a node in the table
 */
export function row(part, hot, readers, named = (node) => node) {
  const { cache, ledger, stack, forMs } = part;
  const ttlMs = stack.ttlMs(hot);
  const at = ttlMs ? counted(ledger.of(hot), ttlMs, forMs) : [];
  const absent = ledger.where(({ key }) => key.startsWith('absent-'));
  return {
    rung: cache,
    hotPerBoundary: at.map((boundary) => boundary.queries.length),
    hotByNode: byNode(
      at.flatMap((boundary) => boundary.queries),
      named,
    ),
    productPeak: ledger
      .where(({ key }) => key.startsWith('product-'))
      .again()
      .peak(PEAK_SPAN_MICROS),
    duplicates: ledger.duplicates(),
    absentPerSecond: absent.size / (forMs / 1_000),
    queriesPerSecond: ledger.size / (forMs / 1_000),
    amplification: ttlMs ? ledger.of(hot).size / Math.max(1, needed(part, hot)) : 0,
    p50: readers.p50,
    p99AtBoundary: readers.boundary.p99,
    samplesAtBoundary: readers.boundary.samples,
    p99Between: readers.steady.p99,
    samplesBetween: readers.steady.samples,
    missRate: readers.waited,
    staleShare: readers.stale,
    nearShare: readers.near,
    errors: readers.errors,
    requests: readers.requests,
    originOverflowed: ledger.overflowed(),
  };
}

/** @typedef {ReturnType<typeof row>} Row */

/**
 * @param {import('./types').Query[]} queries
 * @param {(node: string) => string} named
 */
function byNode(queries, named) {
  /** @type {Record<string, number>} */
  const counts = {};
  queries.forEach(({ node }) => (counts[named(node)] = (counts[named(node)] ?? 0) + 1));
  return counts;
}

/**
 * Returns the cost of a boundary of the hot key as text: median and maximum.
 * @param {Row} row
 */
export function hotText({ hotPerBoundary }) {
  const sorted = [...hotPerBoundary].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return sorted.length === 0 ? '-' : `${median}, max ${sorted.at(-1)}`;
}
