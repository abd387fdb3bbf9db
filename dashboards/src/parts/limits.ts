/** The numbers of the alerts, as the boards draw them. A test compares them with rules/alerts.yml.tmpl. */
export const LIMITS = {
  /** Queries of one spike, on top of the base. */
  spikeQueries: 6,
  /** The origin query rate in spikes, as a multiple of the rate between them. */
  spikeFactor: 10,
  /** The miss rate, as a multiple of its steady state. */
  missFactor: 5,
  /** Misses per second; a steady state below it counts as this. */
  missFloor: 0.2,
  /** The share of misses at a cold start, and the same as a multiple of the usual share. */
  missShare: 0.25,
  missRise: 2.5,
  /** Rows loaded in a short window at a cold start, and the same as a multiple of the usual number. */
  coldRows: 50,
  coldFactor: 2,
  /** The 99th percentile of query times, as a multiple of the usual median, and in seconds. */
  slowFactor: 4,
  slowFloor: 0.05,
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
  /** The objective of the hit ratio. */
  hitRatio: 0.9,
  missRatio: 0.1,
  /** The lateness of an event loop in seconds, from which on the node and not the origin counts as the cause of refused loads. */
  loopLag: 0.1,
  /** The score of the period finder at which a repetition is certain. */
  period: 0.5,
} as const;
