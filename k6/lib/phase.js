/**
 * The position of a key in its life, as far as one reader can infer it from its responses. The instant at which the
 * entry expires lies between two bounds. Every response contains the remaining time in whole seconds, and several
 * responses narrow the bounds.
 */
export class Phase {
  #earliestMs = -Infinity;
  #latestMs = Infinity;

  /**
   * @param {number} shortestTtlMs the shortest TTL of a new entry
   * @param {number} loadMs the time after the expiry until there is an entry again
   */
  constructor(shortestTtlMs, loadMs) {
    this.shortestTtlMs = shortestTtlMs;
    this.loadMs = loadMs;
  }

  /**
   * Returns whether a boundary may affect a read that begins now.
   * @param {number} nowMs
   * @returns {'boundary' | 'steady'}
   */
  window(nowMs) {
    return nowMs >= this.#earliestMs && nowMs <= this.#latestMs + this.loadMs ? 'boundary' : 'steady';
  }

  /**
   * @param {import('./cachestatus.js').CacheStatus} status
   * @param {number} sentMs
   * @param {number} receivedMs
   */
  saw(status, sentMs, receivedMs) {
    if (status.kind === 'waited') {
      this.#earliestMs = sentMs + this.shortestTtlMs;
      this.#latestMs = Infinity;
    } else if (status.kind === 'fresh' || status.kind === 'near') {
      this.#narrow(sentMs + status.ttl * 1_000, receivedMs + (status.ttl + 1) * 1_000);
    }
  }

  /**
   * Narrows the bounds. An interval that contradicts them belongs to a new entry and replaces them.
   * @param {number} earliestMs
   * @param {number} latestMs
   */
  #narrow(earliestMs, latestMs) {
    const both = [Math.max(this.#earliestMs, earliestMs), Math.min(this.#latestMs, latestMs)];
    [this.#earliestMs, this.#latestMs] = both[0] <= both[1] ? both : [earliestMs, latestMs];
  }
}
