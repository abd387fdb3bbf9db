import { NONE, atRandom, during, once, periodic, perSecond, plus, readThrough, reloads, seeded, times } from './flows.mjs';

/**
 * The cases of the alerts whose windows derive from the TTL. A case is a namespace of its own, so that all of them run at once.
 *
 * Each case begins healthy. From the step `from` on there is a herd, and from the step `to` on it is cured. A case that fires names its
 * alert, and the alerts that follow from the same cause; all others must be silent, in every case.
 *
 * `panel` is the colour of "Queries per boundary": red while the alert fires, or green at any time, although the queries of a short window
 * alone are more than its limit (`busy`).
 */

export const TTL = 12;
export const FROM = 15 * TTL;
const HERD = 10 * TTL;
const CURED = 15 * TTL;
/** The longest `for` that does not derive from the TTL is two minutes. */
const LONGEST_FIXED = 200;

export const lengthOf = (seconds) => Math.max(HERD, Math.ceil(LONGEST_FIXED / seconds));
export const stepsOf = (seconds) => FROM + lengthOf(seconds) + CURED;

/** Returns all cases for scrapes of the given seconds. */
export function cases(seconds) {
  const from = FROM;
  const to = FROM + lengthOf(seconds);
  const steps = stepsOf(seconds);
  const herd = (flow, otherwise = NONE) => during(from, to, flow, otherwise);
  const state = (herds, healthy) => (step) => (step >= from && step < to ? herds : healthy);

  const spikes = (count, first, last, otherwise) => plus(otherwise, during(first, last, periodic(first, TTL, count), NONE));
  /** A cache that is quiet between boundaries, with a herd of queries of one key at each boundary. */
  const hotKey = (queries, first = from, last = to) => ({
    found: spikes(queries, first, last, periodic(3, 6, 1)),
    duplicates: spikes(queries - 1, first, last, NONE),
    misses: spikes(queries, first, last, periodic(3, 6, 1)),
    rebuilds: spikes(queries, first, last, periodic(3, 6, 1)),
  });
  /** A busy cache that has lost all entries; before, they expire one after another. Each row is read 20 times in its TTL. */
  const flushed = (random) => {
    const reads = 1_000;
    const loads = readThrough((reads * TTL * seconds) / 20, reads * seconds, { steps, emptied: from }, 0.8 * TTL, 1.2 * TTL, random);
    return { requests: perSecond(reads), found: loads, misses: loads, rebuilds: loads };
  };
  /** The same rate at any time: as many queries as a row of its own for each. */
  const steady = (rate, random) => {
    const loads = atRandom(rate, steps, seconds, random);
    return { requests: perSecond(20 * rate), found: loads, misses: loads, rebuilds: loads };
  };

  const firing = [
    { alert: 'CorralOriginSpikes', name: 'hot-key', within: 4, panel: 'red', changes: hotKey(40) },
    { alert: 'CorralOriginSpikes', name: 'hot-key-external-origin', within: 4, panel: 'red', changes: { ...hotKey(40), exported: nodesOnly } },
    {
      alert: 'CorralOriginSpikes',
      name: 'hot-key-of-a-busy-cache',
      within: 4,
      panel: 'red',
      changes: {
        requests: perSecond(1_000),
        found: plus(perSecond(4), herd(periodic(from, TTL, 400 * seconds))),
        duplicates: herd(periodic(from, TTL, 400 * seconds)),
        misses: plus(perSecond(4), herd(periodic(from, TTL, 400 * seconds))),
      },
    },
    {
      alert: 'CorralOriginSpikes',
      name: 'mass-expiry',
      within: 4,
      panel: 'red',
      // Keys that were loaded one after another are written together; the first boundary looks like a cold start.
      follows: ['CorralColdStart'],
      changes: {
        requests: perSecond(1_000),
        found: herd(periodic(from, TTL, 1_200), () => 100),
        misses: herd(periodic(from, TTL, 1_200), () => 100),
      },
    },
    {
      alert: 'CorralMissRateHigh',
      name: 'misses',
      within: 4,
      sustained: false,
      changes: { misses: herd(perSecond(20), perSecond(2)), found: herd(perSecond(20), perSecond(2)) },
    },
    {
      alert: 'CorralLockWaitLong',
      name: 'holder-dead',
      within: 2,
      changes: {
        waits: herd(periodic(from, TTL, 60), periodic(0, TTL, 20)),
        wait: state({ le: 2.5, mean: 1.5 }, { le: 0.5, mean: 0.2 }),
      },
    },
    {
      alert: 'CorralLockWaitLong',
      name: 'holder-paused',
      within: 2,
      // The holder goes on again and again, and counts its long loads. Once they fill half of the look-back, they are the usual loads.
      sustained: false,
      changes: {
        waits: herd(periodic(from, TTL, 60), periodic(0, TTL, 20)),
        wait: state({ le: 2.5, mean: 1.5 }, { le: 0.5, mean: 0.2 }),
        rebuild: (step) => (step >= from && step < to && step % 4 === 0 ? { le: 5, mean: 3 } : { le: 0.5, mean: 0.3 }),
      },
    },
    { alert: 'CorralBreakerOpen', name: 'origin-dead', within: 2, changes: { breakerOpen: herd(perSecond(0.9)) } },
    {
      alert: 'CorralOriginSlow',
      name: 'origin-slow',
      within: 3,
      sustained: false,
      changes: { query: state({ le: 5, mean: 3 }, { le: 0.5, mean: 0.3 }) },
    },
    { alert: 'CorralStaleShareHigh', name: 'stale', within: 3, changes: { stale: herd(perSecond(60), perSecond(2)) } },
    { alert: 'CorralLockContention', name: 'contention', within: 3, changes: { waits: herd(perSecond(40), perSecond(0.1)) } },
    { alert: 'CorralShedding', name: 'shedding', within: 2, changes: { refused: herd(perSecond(20)) } },
    {
      alert: 'CorralMetastable',
      name: 'metastable',
      within: 2,
      follows: ['CorralShedding'],
      changes: {
        requests: herd(perSecond(240), perSecond(100)),
        retries: herd(perSecond(140)),
        failed: herd(perSecond(180)),
        refused: herd(perSecond(20)),
      },
    },
    {
      alert: 'CorralFenceRefusals',
      name: 'fence',
      within: 2,
      settles: 14,
      changes: { fenced: herd(periodic(from, 2, 5)), rebuilds: () => 20 },
    },
    {
      alert: 'CorralMissingKeyStorm',
      name: 'missing-keys',
      within: 2,
      follows: ['CorralMissRateHigh'],
      changes: { absent: herd(perSecond(40)), misses: herd(perSecond(40), perSecond(2)) },
    },
    {
      alert: 'CorralRedisDown',
      name: 'redis-dead',
      within: 1,
      changes: { connected: state(0, 1), push: state(0, 1), usedMemory: state(null, 50e6), maxMemory: state(null, 100e6) },
    },
    { alert: 'CorralRedisDown', name: 'redis-hangs', within: 2, changes: { storeBreakerOpen: herd(perSecond(0.9)) } },
    { alert: 'CorralRedisEvicting', name: 'redis-evicts', within: 2, changes: { evicted: herd(perSecond(5)) } },
    { alert: 'CorralRedisEvicting', name: 'redis-full', within: 1, changes: { usedMemory: state(99e6, 50e6) } },
    { alert: 'CorralPushLost', name: 'push-lost', within: 1, withinSeconds: 40, changes: { push: state(0, 1) } },
    { alert: 'CorralWarmupStuck', name: 'warm-up', within: 1, withinSeconds: 130, changes: { warmMissing: state(3, 0) } },
    {
      alert: 'CorralColdStart',
      name: 'cold-start',
      within: 1,
      sustained: false,
      // 1,000 keys, read from all at once, and loaded again at TTLs with jitter.
      changes: {
        found: reloads(1_000, from, steps, 0.8 * TTL, 1.2 * TTL, seeded(1)),
        misses: plus(once(from, 100 * seconds * 2), perSecond(0.4)),
      },
    },
    { alert: 'CorralColdStart', name: 'flush', within: 1, sustained: false, changes: flushed(seeded(5)) },
    {
      alert: 'CorralColdStart',
      name: 'flush-external-origin',
      within: 1,
      sustained: false,
      changes: { ...flushed(seeded(6)), exported: nodesOnly },
    },
    { alert: 'CorralNodeNotReady', name: 'node-down', within: 1, withinSeconds: 70, changes: { up: state(0, 1) } },
    { alert: 'CorralNodeNotReady', name: 'drain', within: 1, withinSeconds: 70, changes: { draining: state(1, 0) } },
    {
      alert: 'CorralAbsent',
      name: 'metrics-gone',
      within: 4,
      changes: { exported: (name, step) => name === 'up' || step < from || step >= to },
    },
    { alert: 'CorralAbsent', name: 'nodes-gone', within: 4, sustained: false, changes: { exported: (_, step) => step < from || step >= to } },
  ];

  const growth = (step) => 1 + 2 * Math.min(1, Math.max(0, (step - from) / (6 * TTL)));
  const grown = (...flows) => Object.fromEntries(flows.map(([name, flow]) => [name, times(flow, growth)]));
  const keys = reloads(1_000, -20 * TTL, steps, 0.8 * TTL, 1.2 * TTL, seeded(2));

  const silent = [
    { name: 'flat', panel: 'green', changes: {} },
    { name: 'steady-2', panel: 'green', busy: true, changes: steady(2, seeded(7)) },
    { name: 'steady-50', panel: 'green', busy: true, changes: steady(50, seeded(8)) },
    {
      name: 'growth',
      panel: 'green',
      changes: grown(
        ['requests', perSecond(100)],
        ['stale', perSecond(2)],
        ['origin', perSecond(0.2)],
        ['misses', perSecond(2)],
        ['found', perSecond(2)],
        ['absent', perSecond(0.5)],
        ['waits', perSecond(1)],
        ['rebuilds', perSecond(2)],
        ['retries', perSecond(1)],
      ),
    },
    {
      // A rollout: one burst of queries, and a node that is away for a moment.
      name: 'deploy',
      changes: {
        found: plus(once(from, 60), periodic(3, 6, 1)),
        misses: plus(once(from, 30), perSecond(0.4)),
        connected: (step) => (step === from ? 0 : 1),
        push: (step) => (step === from ? 0 : 1),
        warmMissing: (step) => (step === from ? 5 : 0),
        draining: (step) => (step === from - 1 ? 1 : 0),
      },
    },
    { name: 'jitter', panel: 'green', busy: true, changes: { found: keys, misses: keys } },
    {
      // The lock in health: at each boundary one query, and many requests that wait for it.
      name: 'lock',
      panel: 'green',
      changes: {
        found: periodic(0, TTL, 1),
        misses: periodic(0, TTL, 40),
        waits: periodic(0, TTL, 30),
        wait: () => ({ le: 0.5, mean: 0.25 }),
      },
    },
    { name: 'one-query-per-node', panel: 'green', changes: hotKey(3, 0, steps) },
    {
      name: 'ended-load',
      changes: {
        ...ended(from, { requests: 100, stale: 2, origin: 0.2, misses: 3, waits: 1, slow: 0.4 }),
        found: reloads(30, -20 * TTL, from, 0.8 * TTL, 1.2 * TTL, seeded(3)),
      },
    },
    {
      // The readers of many keys leave, and those of a few remain.
      name: 'readers-leave',
      changes: {
        found: plus(reloads(150, -20 * TTL, from, 0.8 * TTL, 1.2 * TTL, seeded(4)), periodic(3, 6, 1)),
        misses: plus(reloads(150, -20 * TTL, from, 0.8 * TTL, 1.2 * TTL, seeded(4)), periodic(3, 6, 1)),
      },
    },
    { name: 'little-traffic', changes: { requests: periodic(0, 6, 1), ...onlyMisses(6) } },
    {
      name: 'first-scrapes',
      changes: {
        found: plus(once(from + 2, 300), perSecond(2)),
        misses: plus(once(from + 2, 300), perSecond(2)),
        exported: (_, step) => step >= from,
      },
    },
    { name: 'older-version', changes: { exported: (name) => !name.startsWith('corral_') } },
    { name: 'no-redis', changes: { exported: (name) => !name.startsWith('corral_redis') } },
    { name: 'external-origin', changes: { exported: nodesOnly } },
    {
      name: 'overload-of-first-attempts',
      changes: {
        requests: during(from, from + HERD, perSecond(400), perSecond(100)),
        retries: during(from, from + HERD, perSecond(150), NONE),
        failed: during(from, from + HERD, perSecond(250), NONE),
      },
    },
  ];
  return { firing, silent, from, to, steps };
}

/** An origin of your own, which exports no metrics. */
const nodesOnly = (name, step, labels) => labels.job !== 'corral-origin';

/** Flows that stop at a step. */
const ended = (at, rates) => Object.fromEntries(Object.entries(rates).map(([name, rate]) => [name, during(0, at, perSecond(rate), NONE)]));

/** Few requests, each of which is a miss. */
const onlyMisses = (period) =>
  Object.fromEntries([
    ...['found', 'misses', 'slow', 'rebuilds', 'origin', 'waits'].map((name) => [name, periodic(0, period, 1)]),
    ...['stale', 'flight', 'fleet'].map((name) => [name, NONE]),
  ]);
