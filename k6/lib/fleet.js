/** Where the nodes and the origin are, and how many nodes there must be. */
export class Fleet {
  /** @param {import('./parameters.js').Parameters} given */
  constructor(given) {
    this.targets = given.urls('TARGETS', 'http://127.0.0.1:8081,http://127.0.0.1:8082,http://127.0.0.1:8083');
    this.control = given.urls('CONTROL', 'http://127.0.0.1:9090')[0];
    this.replicas = given.count('REPLICAS', this.targets.length, 1_000);
  }

  /**
   * One target after another, so that every node gets its share.
   * @param {number} read its number
   * @param {string} cache
   * @param {string} key
   */
  url(read, cache, key) {
    return `${this.targets[read % this.targets.length]}/caches/${cache}/${encodeURIComponent(key)}`;
  }
}
