import { millis } from './duration.js';

/** The layers of a cache and their parameters, as a node describes them. */
export class Stack {
  /** @param {import('./types').Description} description */
  constructor(description) {
    this.cache = description.cache;
    this.layers = description.layers.map((each) => each.layer);
    /** @type {Record<string, string | number>} */
    this.numbers = Object.assign({}, ...description.layers.map((each) => each.numbers));
  }

  /**
   * The scope of the cache's coordination: the fleet with a lock, a process with single flight only.
   * @returns {'fleet' | 'process' | 'none'}
   */
  get scope() {
    return this.layers.includes('lock') ? 'fleet' : this.layers.includes('single-flight') ? 'process' : 'none';
  }

  /**
   * Returns the TTL of a key; the longest matching prefix applies.
   * @param {string} key
   * @returns {number} milliseconds; NaN if the cache stores nothing
   */
  ttlMs(key) {
    const name = Object.keys(this.numbers)
      .filter((each) => each.startsWith(PREFIX) && key.startsWith(each.slice(PREFIX.length)))
      .sort((one, other) => other.length - one.length)[0];
    return this.#span(name ?? 'ttl');
  }

  /**
   * Returns the shortest TTL that jitter can produce.
   * @param {string} key
   */
  shortestTtlMs(key) {
    return this.ttlMs(key) * (1 - this.jitter);
  }

  get jitter() {
    return Number(this.numbers.jitter ?? 0);
  }

  get negativeTtlMs() {
    return this.#span('negative-ttl');
  }

  get staleForMs() {
    return this.#span('stale-while-revalidate');
  }

  /** @param {string} name */
  #span(name) {
    return millis(this.numbers[name] ?? '');
  }
}

const PREFIX = 'ttl-by-prefix.';
