import { millis } from './duration.js';

const CACHE = /^[\w-]+$/;

/** @param {string} text */
const list = (text) => text.split(',').map((each) => each.trim());

/**
 * The parameters from the environment, with a default for each name. An invalid value is recorded as an error message, and
 * the default is used until setup() stops the run with that message.
 */
export class Parameters {
  /** @type {string[]} */
  problems = [];

  /** @param {Record<string, string | undefined>} environment */
  constructor(environment) {
    this.environment = environment;
  }

  /**
   * @param {string} name
   * @param {string} otherwise
   */
  text(name, otherwise) {
    return this.environment[name]?.trim() || otherwise;
  }

  /**
   * @param {string} name
   * @param {string} otherwise
   */
  cache(name, otherwise) {
    const cache = this.text(name, otherwise);
    return CACHE.test(cache) ? cache : this.#refuse(name, 'the name of a cache', otherwise);
  }

  /**
   * @param {string} name
   * @param {string} otherwise separated by commas
   */
  caches(name, otherwise) {
    const caches = list(this.text(name, otherwise));
    const proper = caches.every((each) => CACHE.test(each)) && new Set(caches).size === caches.length;
    return proper ? caches : this.#refuse(name, 'names of caches, separated by commas, each once', list(otherwise));
  }

  /**
   * @param {string} name
   * @param {string[]} choices the first is the default
   */
  choice(name, choices) {
    const chosen = this.text(name, choices[0]);
    return choices.includes(chosen) ? chosen : this.#refuse(name, `one of ${choices.join(', ')}`, choices[0]);
  }

  /**
   * @param {string} name
   * @param {number} otherwise
   * @param {number} [most]
   * @param {number} [least]
   */
  count(name, otherwise, most = 10_000, least = 1) {
    const number = Number(this.text(name, String(otherwise)));
    if (Number.isInteger(number) && number >= least && number <= most) {
      return number;
    }
    return this.#refuse(name, `a whole number from ${least} to ${most}`, otherwise);
  }

  /**
   * @param {string} name
   * @param {string} otherwise
   * @returns {number} milliseconds
   */
  span(name, otherwise) {
    const ms = millis(this.text(name, otherwise));
    if (ms >= 1_000 && ms <= 86_400_000) {
      return ms;
    }
    return this.#refuse(name, 'a time of at least 1s, such as 45s or 1m30s', millis(otherwise));
  }

  /**
   * @param {string} name
   * @param {string} otherwise URLs without a path, separated by commas
   */
  urls(name, otherwise) {
    const urls = list(this.text(name, otherwise)).map((each) => each.replace(/\/+$/, ''));
    if (!urls.every((each) => /^https?:\/\/[^/?#\s]+$/.test(each))) {
      return this.#refuse(name, 'URLs without a path, such as http://127.0.0.1:8081, separated by commas', list(otherwise));
    }
    return urls;
  }

  /**
   * @template T
   * @param {string} name
   * @param {string} wanted
   * @param {T} otherwise
   * @returns {T}
   */
  #refuse(name, wanted, otherwise) {
    this.problems.push(`${name}=${this.environment[name]} is invalid: set ${name} to ${wanted}`);
    return otherwise;
  }
}
