import http from 'k6/http';
import { sleep } from 'k6';
import { Ledger } from './ledger.js';

const CONTROL = { tags: { kind: 'control' } };

/** The origin's management port, whose ledger is the basis of all counts. */
export class Origin {
  /** @param {string} url */
  constructor(url) {
    this.url = url;
  }

  /** @returns {string} why the origin cannot be used; empty if it can */
  trouble() {
    const { status } = http.get(`${this.url}/ledger/live`, CONTROL);
    if (status === 200) {
      return '';
    }
    const said = status === 0 ? 'no response' : `status ${status} instead of a ledger`;
    return `${said} from ${this.url}: set CONTROL to the management port of a slow origin with corral.origin.control=true`;
  }

  empty() {
    this.awaitIdle();
    http.del(`${this.url}/ledger`, null, CONTROL);
  }

  /** Returns the current time of the origin's clock, corrected by half of the round-trip time. */
  nowMicros() {
    const sentMs = Date.now();
    const micros = this.#live().nowMicros;
    return micros + ((Date.now() - sentMs) * 1_000) / 2;
  }

  /** Waits until no query is in progress, because a query is in the ledger only after it has ended. */
  awaitIdle() {
    for (let tries = 0; tries < 100 && this.#live().inProgress > 0; tries++) {
      sleep(0.1);
    }
  }

  /** @throws if the ledger cannot be read completely */
  ledger() {
    const answer = http.get(`${this.url}/ledger`, CONTROL);
    if (answer.status !== 200) {
      throw new Error(`the request for the origin's ledger at ${this.url} failed with status ${answer.status}`);
    }
    if (Number(answer.headers['Ledger-Overflowed'] ?? 0) > 0) {
      throw new Error("the origin's ledger has overflowed, so the queries cannot be counted: lower RATE or DURATION");
    }
    return { raw: String(answer.body ?? ''), ledger: Ledger.parse(String(answer.body ?? '')) };
  }

  /** @returns {{ nowMicros: number, inProgress: number }} */
  #live() {
    return /** @type {any} */ (http.get(`${this.url}/ledger/live`, CONTROL).json());
  }
}
