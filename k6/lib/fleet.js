import { Client } from './client.js';

/** The addresses of the nodes and of the origin, the expected number of nodes, and the clients that read from them. */
export class Fleet {
  /** @param {import('./parameters.js').Parameters} given */
  constructor(given) {
    this.targets = given.urls('TARGETS', 'http://127.0.0.1:8081,http://127.0.0.1:8082,http://127.0.0.1:8083');
    this.control = given.urls('CONTROL', 'http://127.0.0.1:9090')[0];
    this.replicas = given.count('REPLICAS', this.targets.length, 1_000);
    this.client = new Client(given);
  }

  /**
   * Returns the URL of a read on the targets in turn, so that every node receives its share.
   * @param {number} read the number of the read
   * @param {string} cache
   * @param {string} key
   */
  url(read, cache, key) {
    return `${this.targets[read % this.targets.length]}/caches/${cache}/${encodeURIComponent(key)}`;
  }
}
