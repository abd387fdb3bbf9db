/**
 * Where a key stands in its life, as far as one reader can tell from the answers it had: between two bounds lies the
 * instant at which the entry expires. Every answer says the time left in whole seconds, and several narrow it down.
 */
export class Phase {
  #earliestMs = -Infinity;
  #latestMs = Infinity;

  /**
   * @param {number} shortestTtlMs of a new entry
   * @param {number} loadMs until after the expiry an entry is there again
   */
  constructor(shortestTtlMs, loadMs) {
    this.shortestTtlMs = shortestTtlMs;
    this.loadMs = loadMs;
  }

  /**
   * For a read that begins now: whether a boundary may be felt.
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
   * What contradicts the bounds is a new entry.
   * @param {number} earliestMs
   * @param {number} latestMs
   */
  #narrow(earliestMs, latestMs) {
    const both = [Math.max(this.#earliestMs, earliestMs), Math.min(this.#latestMs, latestMs)];
    [this.#earliestMs, this.#latestMs] = both[0] <= both[1] ? both : [earliestMs, latestMs];
  }
}
