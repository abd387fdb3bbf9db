/** The reads of a new key, and those of stored rows that follow them. */
const PAIR = 2;
const ROWS = 100;
const NEW = 'new-';

/**
 * Returns the key of a read in a load of which half of the reads miss: two reads of a new key, which go to two
 * connections at almost the same instant, and then two reads of stored rows.
 * @param {number} read the number of the read
 * @param {string} id the id of the run, so that no cache has a new key
 */
export function keyOf(read, id) {
  const cycle = Math.floor(read / (2 * PAIR));
  const at = read % (2 * PAIR);
  return at < PAIR ? `${NEW}${id}-${cycle}` : `stored-${id}-${(cycle * PAIR + at) % ROWS}`;
}

/** @param {string} key */
export function isNew(key) {
  return key.startsWith(NEW);
}

/**
 * Returns the number of queries for each new key.
 * @param {import('./ledger.js').Ledger} ledger
 */
export function perNewKey(ledger) {
  return [...ledger.where(({ key }) => isNew(key)).byKey().values()];
}
