/** The numbers of the alerts, as the boards draw them. A test compares them with rules/alerts.yml.tmpl. */
export const LIMITS = {
  /** Queries per second; a median below it counts as this. */
  originFloor: 0.5,
  /** Queries of one spike. */
  spikeQueries: 5,
  /** Peak of the origin query rate, in medians. */
  spikeFactor: 10,
  /** Miss rate, in steady states. */
  missFactor: 5,
  /** Misses per second; a steady state below it counts as this. */
  missFloor: 1,
  /** Time of a query, p99, in medians of the look-back. */
  slowFactor: 5,
  /** Mean wait for the lock, in mean rebuilds. */
  lockWait: 1.5,
  /** Refused requests per second. */
  refused: 1,
  /** Share of stale answers. */
  stale: 0.5,
  /** Share of answers from a cache. */
  hitRatio: 0.9,
  /** Share of requests that are repeated ones. */
  retries: 0.3,
  /** Goodput as a share of the offered load. */
  goodput: 0.5,
  /** Score of the period finder at which a repetition is certain. */
  period: 0.5,
  /** Share of Redis' memory. */
  redisMemory: 0.95,
} as const;
