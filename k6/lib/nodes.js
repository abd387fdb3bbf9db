import http from 'k6/http';
import { sleep } from 'k6';
import { Stack } from './stack.js';

const SETTING = { tags: { kind: 'setting' } };
const ROUNDS = 3;
const AT_ONCE = 8;
const AGAIN = 10;

/**
 * Nodes come and go while they are rolled out.
 * @param {string} url
 */
function patiently(url) {
  let answer = http.get(url, SETTING);
  for (let again = 0; answer.status !== 200 && again < AGAIN; again++) {
    sleep(0.5);
    answer = http.get(url, SETTING);
  }
  return answer;
}

/**
 * What the nodes say about caches, and what they are asked before the load begins.
 * @param {import('./fleet.js').Fleet} fleet
 */
export function nodes(fleet) {
  /**
   * @param {string} cache
   * @returns {import('./types').Description}
   */
  const describe = (cache) => /** @type {any} */ (patiently(`${fleet.targets[0]}/caches/${cache}`).json());

  return {
    describe,

    /**
     * @param {string[]} caches
     * @returns {string} why they cannot be loaded; empty where they can
     */
    trouble(caches) {
      for (const target of fleet.targets) {
        const answer = http.get(`${target}/caches`, SETTING);
        if (answer.status !== 200) {
          const said = answer.status === 0 ? 'nobody answers' : `status ${answer.status} instead of a list of caches`;
          return `${said} at ${target}: TARGETS takes the base URLs of cache nodes that are up`;
        }
        const known = /** @type {{ cache: string }[]} */ (/** @type {unknown} */ (answer.json())).map((each) => each.cache);
        const unknown = caches.find((cache) => !known.includes(cache));
        if (unknown) {
          return `there is no cache ${unknown} at ${target}; it has ${known.join(', ')}`;
        }
      }
      return '';
    },

    /**
     * @param {string} cache
     * @param {string} key
     */
    ttlMs: (cache, key) => new Stack(describe(cache)).ttlMs(key),

    /** Cold code takes a multiple of its time, so every node meets every cache before it counts. */
    warm(/** @type {string[]} */ caches, /** @type {string} */ id) {
      for (let round = 0; round < ROUNDS; round++) {
        const urls = caches.flatMap((cache) => fleet.targets.map((_, at) => fleet.url(at, cache, `warm-${id}-${round}`)));
        http.batch(urls.flatMap((url) => Array(AT_ONCE).fill(['GET', url, null, SETTING])));
      }
    },

    /**
     * Fills a key and says how long it stays fresh.
     * @param {string} cache
     * @param {string} key
     * @returns {number} milliseconds
     */
    fill(cache, key) {
      http.get(fleet.url(0, cache, key), SETTING);
      return Number(http.get(`${fleet.url(0, cache, key)}/entry`, SETTING).json('freshMillis'));
    },

    /** @returns {string | undefined} what k6 calls itself */
    userAgent() {
      return http.get(`${fleet.targets[0]}/caches`, SETTING).request.headers['User-Agent']?.[0];
    },
  };
}
