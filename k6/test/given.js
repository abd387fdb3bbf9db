import { Ledger } from '../lib/ledger.js';
import { Stack } from '../lib/stack.js';

/**
 * Returns a query of the key hot at this instant; it takes 400 ms.
 * @param {number} atMs
 * @param {Partial<import('../lib/types').Query>} [other]
 * @returns {import('../lib/types').Query}
 */
export function query(atMs, other = {}) {
  return { startMicros: atMs * 1_000, key: 'hot', cache: 'lock', node: 'node-1', durationMicros: 400_000, outcome: 'found', ...other };
}

/** @param {...(number | import('../lib/types').Query)} queries instants, or complete queries */
export function ledger(...queries) {
  return new Ledger(queries.map((each) => (typeof each === 'number' ? query(each) : each)));
}

/**
 * @param {string} layers separated by commas
 * @param {Record<string, string | number>} [numbers]
 * @param {string} [cache]
 */
export function stack(layers, numbers = { ttl: '6s' }, cache = 'lock') {
  return new Stack({ cache, layers: layers.split(',').map((layer) => ({ layer, numbers: layer === 'fill' ? numbers : {} })) });
}

/**
 * @param {import('../lib/stack.js').Stack} ofStack
 * @param {import('../lib/ledger.js').Ledger} seen
 * @param {number} forMs
 * @returns {import('../lib/types').Seen}
 */
export function part(ofStack, seen, forMs) {
  return { cache: ofStack.cache, atMs: 0, forMs, stack: ofStack, ledger: seen };
}
