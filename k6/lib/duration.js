const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * Parses durations such as 500ms, 6s and 1m30s, in the format of nodes and of k6.
 * @param {string | number} text
 * @returns {number} milliseconds; NaN for anything else
 */
export function millis(text) {
  const words = String(text).trim();
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(words)) {
    return NaN;
  }
  let sum = 0;
  for (const [, number, unit] of words.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    sum += Number(number) * UNITS[/** @type {keyof UNITS} */ (unit)];
  }
  return sum;
}

/**
 * @param {number} ms
 * @returns {string} the duration in Java's format: PT6S
 */
export function iso(ms) {
  return `PT${Math.round(ms) / 1_000}S`;
}
