const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;

/** The header with the number of the attempt, which a client sends with every request but the first. */
export const ATTEMPT = 'Corral-Attempt';

/** How long a client waits for a response, and how often it repeats a read that has failed. */
export class Client {
  /** @param {import('./parameters.js').Parameters} given */
  constructor(given) {
    this.retries = given.count('RETRIES', 0, 10, 0);
    this.timeoutMs = given.span('TIMEOUT', '15s');
    this.inTimeMs = given.span('IN_TIME', '2s');
  }

  /**
   * Sends a read, and sends it again at once for as long as it fails and a retry is left.
   * @template {{ status: number }} T
   * @param {(headers: Record<string, string>, last: boolean) => T} send sends one request; the last one is not repeated
   * @returns {{ answer: T, retries: number }} the last response, and the number of requests that repeated a failed one
   */
  read(send) {
    let answer = send({}, this.retries === 0);
    let retries = 0;
    while (retries < this.retries && isRetryable(answer.status)) {
      retries++;
      answer = send({ [ATTEMPT]: String(retries + 1) }, retries === this.retries);
    }
    return { answer, retries };
  }

  /**
   * Returns whether a correct response is of use to the client.
   * @param {number} tookMs the time since the first request
   */
  inTime(tookMs) {
    return tookMs <= this.inTimeMs;
  }
}

/** @param {number} status 0 if there was no response in time */
function isRetryable(status) {
  return status === 0 || status === TOO_MANY_REQUESTS || status >= SERVER_ERROR;
}

/**
 * Returns whether a body is the row of this key. A body that names no key may be the row of any.
 * @param {unknown} body
 * @param {string} key
 */
export function isRowOf(body, key) {
  const id = /"id":"([^"]*)"/.exec(String(body ?? ''))?.[1];
  return id === undefined || id === key;
}
