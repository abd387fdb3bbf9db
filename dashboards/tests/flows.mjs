/** What happens to a cache: a flow is a function of the step (of one scrape) and its seconds, and returns a number of events. */

export const NONE = () => 0;

export const perSecond = (rate) => (_, seconds) => rate * seconds;

export const plus =
  (...flows) =>
  (step, seconds) =>
    flows.reduce((sum, flow) => sum + flow(step, seconds), 0);

export const times = (flow, factor) => (step, seconds) => flow(step, seconds) * factor(step);

/** One flow from a step up to another, and a second one before and after. */
export const during = (from, to, flow, otherwise) => (step, seconds) => (step >= from && step < to ? flow : otherwise)(step, seconds);

export const once = (at, count) => (step) => (step === at ? count : 0);

/** A number of events at the end of each period, beginning with a step. */
export const periodic = (from, period, count) => (step) => (step >= from && (step - from) % period === 0 ? count : 0);

/**
 * The loads of keys that were filled at one step: each key is loaded again after a TTL that is drawn from the given range, in steps.
 */
export function reloads(keys, from, steps, shortest, longest, random) {
  const counts = new Array(steps).fill(0);
  for (let key = 0; key < keys; key++) {
    let at = from;
    while (at < steps) {
      counts[Math.floor(at)]++;
      at += shortest + (longest - shortest) * random();
    }
  }
  return (step) => counts[step] ?? 0;
}

/**
 * The loads of keys that are read at random times, one as often as the other, with TTLs that are drawn from the given range, in steps. A key
 * is loaded by its first read after its TTL; all of them have to be loaded again after the step at which the store was emptied.
 */
export function readThrough(keys, readsPerStep, { steps, emptied }, shortest, longest, random) {
  const counts = new Array(steps).fill(0);
  const untilRead = () => (-Math.log(1 - random()) * keys) / readsPerStep;
  for (let key = 0; key < keys; key++) {
    let at = -longest * random();
    while (at < steps) {
      if (at >= 0) counts[Math.floor(at)]++;
      const expires = at + shortest + (longest - shortest) * random();
      at = (at < emptied && emptied < expires ? emptied : expires) + untilRead();
    }
  }
  return (step) => counts[step] ?? 0;
}

/** Events at random times, independent of each other, with a mean rate in seconds. */
export function atRandom(rate, steps, seconds, random) {
  const counts = new Array(steps).fill(0);
  const until = () => -Math.log(1 - random()) / (rate * seconds);
  for (let at = until(); at < steps; at += until()) counts[Math.floor(at)]++;
  return (step) => counts[step] ?? 0;
}

/** Random numbers from 0 to 1 that are the same in each run (a linear congruential generator). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
