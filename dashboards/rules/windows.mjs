/** The windows of the rules, derived from the shortest TTL of a fleet. All durations are in milliseconds. */

const SECOND = 1_000;
const UNITS = { ms: 1, s: SECOND, m: 60 * SECOND, h: 3_600 * SECOND };

/** A boundary must be seen by several scrapes. */
const SCRAPES_PER_TTL = 12;
const SCRAPES_PER_WINDOW = 3;
/** Prometheus treats a series without a sample for five minutes as absent. */
const LONGEST_SCRAPE = 30 * SECOND;
const LOOKBACK_TTLS = 12;
const SETTLE_TTLS = 2;

/** Reads a duration of one unit, for example 10s. */
export function milliseconds(text) {
  const [, number, unit] = /^([1-9][0-9]*)(ms|s|m|h)$/.exec(text) ?? [];
  if (!unit) throw new Error(`${text} is no duration; it must be a positive whole number and a unit of ms, s, m, h, for example 10s.`);
  return Number(number) * UNITS[unit];
}

/** Writes a duration as Prometheus reads it, in seconds where they are whole. */
export const duration = (millis) => (millis % SECOND === 0 ? `${millis / SECOND}s` : `${millis}ms`);

/** Returns the windows for the shortest TTL. */
export function windows(ttl) {
  const scrape = Math.min(Math.max(1, Math.floor(ttl / SCRAPES_PER_TTL)), LONGEST_SCRAPE);
  const short = Math.max(Math.floor(ttl / 4), SCRAPES_PER_WINDOW * scrape);
  return {
    ttl,
    scrape,
    short: short > SECOND ? Math.ceil(short / SECOND) * SECOND : short,
    lookback: LOOKBACK_TTLS * ttl,
    settle: SETTLE_TTLS * ttl,
  };
}

/** Returns the placeholders of the templates and their values. */
export function placeholders(ttl, { runbook, dashboard }) {
  const of = windows(ttl);
  return {
    __TTL__: duration(of.ttl),
    __SHORT__: duration(of.short),
    __SCRAPE__: duration(of.scrape),
    __LOOKBACK__: duration(of.lookback),
    __SETTLE__: duration(of.settle),
    __RUNBOOK__: runbook,
    __DASHBOARD__: dashboard,
  };
}

/** Fills a template in. */
export function fill(template, values) {
  const text = Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(name, () => value), template);
  const left = /__[A-Z]+__/.exec(text);
  if (left) throw new Error(`${left[0]} is no placeholder; use one of ${Object.keys(values).join(', ')}.`);
  return text;
}
