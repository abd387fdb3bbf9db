import http from 'k6/http';
import { sleep } from 'k6';
import { Stack } from './stack.js';

const SETTING = { tags: { kind: 'setting' } };
const ROUNDS = 3;
const AT_ONCE = 8;
const AGAIN = 10;

/**
 * Sends a GET and retries it, because nodes start and end during a rollout.
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
 * Returns functions that query the nodes about their caches and prepare them for the load.
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
     * @returns {string} why the caches cannot be loaded; empty if they can
     */
    trouble(caches) {
      for (const target of fleet.targets) {
        const answer = http.get(`${target}/caches`, SETTING);
        if (answer.status !== 200) {
          const said = answer.status === 0 ? 'no response' : `status ${answer.status} instead of a list of caches`;
          return `${said} from ${target}: set TARGETS to the base URLs of running cache nodes`;
        }
        const known = /** @type {{ cache: string }[]} */ (/** @type {unknown} */ (answer.json())).map((each) => each.cache);
        const unknown = caches.find((cache) => !known.includes(cache));
        if (unknown) {
          return `cache ${unknown} does not exist at ${target}: use one of ${known.join(', ')}`;
        }
      }
      return '';
    },

    /**
     * @param {string} cache
     * @param {string} key
     */
    ttlMs: (cache, key) => new Stack(describe(cache)).ttlMs(key),

    /**
     * Sends reads to every cache on every node before the count begins, because code that is not yet compiled is
     * several times slower.
     */
    warm(/** @type {string[]} */ caches, /** @type {string} */ id) {
      for (let round = 0; round < ROUNDS; round++) {
        const urls = caches.flatMap((cache) => fleet.targets.map((_, at) => fleet.url(at, cache, `warm-${id}-${round}`)));
        http.batch(urls.flatMap((url) => Array(AT_ONCE).fill(['GET', url, null, SETTING])));
      }
    },

    /**
     * Fills a key and returns the time for which it stays fresh.
     * @param {string} cache
     * @param {string} key
     * @returns {number} milliseconds
     */
    fill(cache, key) {
      http.get(fleet.url(0, cache, key), SETTING);
      return Number(http.get(`${fleet.url(0, cache, key)}/entry`, SETTING).json('freshMillis'));
    },

    /** @returns {string | undefined} the User-Agent of k6 */
    userAgent() {
      return http.get(`${fleet.targets[0]}/caches`, SETTING).request.headers['User-Agent']?.[0];
    },
  };
}
