/** The numbers of the alerts, as the boards draw them. A test compares them with rules/alerts.yml.tmpl. */
export const LIMITS = {
  /** Queries of one spike. */
  spikeQueries: 6,
  /** The origin query rate in spikes, as a multiple of the rate between them. */
  spikeFactor: 10,
  /** The miss rate, as a multiple of its steady state. */
  missFactor: 5,
  /** Misses per second; a steady state below it counts as this. */
  missFloor: 0.2,
  /** The share of misses at a cold start. */
  missShare: 0.25,
  /** The 99th percentile of query times, as a multiple of the usual median. */
  slowFactor: 4,
  /** The mean wait for the lock, as a multiple of the mean rebuild. */
  lockWait: 1.5,
  /** The share of requests that wait for the lock. */
  lockWaits: 0.2,
  /** Refused requests per second. */
  refused: 1,
  /** The share of stale answers. */
  stale: 0.3,
  /** Queries for absent rows per second. */
  absent: 5,
  /** The share of requests that are repeated ones. */
  retries: 0.3,
  /** Goodput as a share of the offered load. */
  goodput: 0.5,
  /** The share of Redis' memory in use. */
  redisMemory: 0.95,
} as const;

/** Numbers that no alert of short windows has. */
export const MARKS = {
  /** Queries per second; a rate between spikes that is below it counts as this, so that a single query is no spike. */
  originFloor: 0.5,
  /** The objective of the hit ratio. */
  hitRatio: 0.9,
  missRatio: 0.1,
  /** The score of the period finder at which a repetition is certain. */
  period: 0.5,
} as const;
