const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * Reads 500ms, 6s, 1m30s, as nodes write them and k6 does.
 * @param {string | number} text
 * @returns {number} milliseconds; NaN of anything else
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
 * @returns {string} as Java reads it: PT6S
 */
export function iso(ms) {
  return `PT${Math.round(ms) / 1_000}S`;
}
